import { Entity } from '@backstage/catalog-model';
import { LocationSpec } from '@backstage/plugin-catalog-common';
import {
  CatalogProcessor,
  CatalogProcessorEmit,
  processingResult,
} from '@backstage/plugin-catalog-node';
import {
  describeAnnotationProblem,
  EnvironmentKind,
  parseEnvironment,
} from '@release-desk/plugin-releases-common';

/**
 * Says at the entity itself what is wrong with its annotations, one error for
 * each, so that nobody looks for it in the pages that leave the line out.
 */
export class EnvironmentProcessor implements CatalogProcessor {
  readonly #kinds: readonly EnvironmentKind[];

  constructor(options: { kinds: readonly EnvironmentKind[] }) {
    this.#kinds = options.kinds;
  }

  getProcessorName(): string {
    return 'ReleaseDeskEnvironmentProcessor';
  }

  async postProcessEntity(
    entity: Entity,
    location: LocationSpec,
    emit: CatalogProcessorEmit,
  ): Promise<Entity> {
    const { problems = [] } =
      parseEnvironment(entity, { kinds: this.#kinds }) ?? {};
    for (const problem of problems) {
      emit(
        processingResult.inputError(
          location,
          describeAnnotationProblem(problem),
        ),
      );
    }
    return entity;
  }
}
