import { InputError } from '@backstage/errors';
import {
  Release,
  releaseCreatePermission,
  releaseDeletePermission,
  ReleaseInput,
  releaseInputSchema,
  ReleasePatch,
  releaseReadPermission,
  releaseUpdatePermission,
} from '@release-desk/plugin-releases-common';
import { isDeepStrictEqual } from 'node:util';
import { applyPatch, Bookkeeping } from '../../database';
import { CallContext } from '../../http/types';
import { EditService, ResourceWriter } from '../../resources';
import { ReleaseFilter } from '../store';
import { CatalogChecks, NamedRef, ownerNamed } from './CatalogChecks';
import { CalendarDependencies } from './dependencies';
import { nameOf, restoreOwner } from './selectorRefs';
import { unsaidIn } from './unsaid';
import { partRefs } from './writers';

const unsaid = unsaidIn(releaseInputSchema);

/** Planned deliveries of versions. */
export class ReleaseService extends EditService<
  Release,
  Release,
  ReleaseFilter,
  ReleaseInput,
  ReleasePatch
> {
  readonly #checks: CatalogChecks;

  constructor(
    options: CalendarDependencies & { writer: ResourceWriter<Release> },
  ) {
    super({
      ...options,
      store: options.releases,
      noun: 'release',
      read: releaseReadPermission,
      permissions: {
        create: releaseCreatePermission,
        update: releaseUpdatePermission,
        delete: releaseDeletePermission,
      },
    });
    this.#checks = options.checks;
  }

  protected made(
    input: ReleaseInput,
    made: Bookkeeping & { id: string },
  ): Release {
    return { ...input, ...made };
  }

  /** What the caller could not see, they did not mean to take away. */
  protected async patched(
    before: Release,
    patch: ReleasePatch,
    context: CallContext,
  ): Promise<Release> {
    const after = applyPatch(before, patch, unsaid);
    const visible = await this.#visible([before], context);
    after.owner = restoreOwner(after.owner, before.owner, visible);
    if (patch.entities)
      after.entities = [
        ...patch.entities,
        ...before.entities.filter(
          ({ ref }) =>
            !visible.has(ref) &&
            !patch.entities?.some(entity => entity.ref === ref),
        ),
      ];
    if (patch.environments !== undefined)
      after.environments = [
        ...new Set([
          ...after.environments,
          ...before.environments.filter(ref => !visible.has(ref)),
        ]),
      ];
    return after;
  }

  protected async check(
    release: Release,
    context: CallContext,
    before?: Release,
  ): Promise<void> {
    if (Date.parse(release.start) >= Date.parse(release.end))
      throw new InputError('end: expected an instant after start');
    await this.#checks.require(
      [...ownerNamed(release, before), ...partsNamed(release, before)],
      context,
    );
  }

  protected verbOf(before: Release, after: Release): 'status' | 'update' {
    return onlyStatusChanged(before, after) ? 'status' : 'update';
  }

  protected async presentAll(
    releases: Release[],
    context: CallContext,
  ): Promise<Release[]> {
    const visible = await this.#visible(releases, context);
    return releases.map(release => ({
      ...release,
      owner: nameOf(release.owner, visible),
      entities: release.entities.filter(entity => visible.has(entity.ref)),
      environments: release.environments.filter(ref => visible.has(ref)),
    }));
  }

  #visible(releases: Release[], context: CallContext): Promise<Set<string>> {
    return this.#checks.visible(
      releases.flatMap(release => [release.owner, ...partRefs(release)]),
      context,
    );
  }
}

/** The entities and environments that the one before did not name. */
function partsNamed(release: Release, before?: Release): NamedRef[] {
  const known = new Set(before ? partRefs(before) : []);
  return [
    ...release.entities.map(
      ({ ref }, index): NamedRef => ({ field: `entities[${index}].ref`, ref }),
    ),
    ...release.environments.map(
      (ref, index): NamedRef => ({
        field: `environments[${index}]`,
        ref,
        expected: 'environment',
      }),
    ),
  ].filter(item => !known.has(item.ref));
}

function onlyStatusChanged(before: Release, after: Release): boolean {
  const { revision, updatedAt, updatedBy } = before;
  return (
    before.status !== after.status &&
    isDeepStrictEqual(before, {
      ...after,
      status: before.status,
      revision,
      updatedAt,
      updatedBy,
    })
  );
}
