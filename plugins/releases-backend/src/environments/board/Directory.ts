import {
  EntityFacts,
  environmentOf,
  EnvironmentReading,
  sortAlongPath,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';

/** An environment of the catalog, read once for each version of it. */
export interface KnownEnvironment extends EnvironmentReading {
  facts: EntityFacts;
  /** What a search looks through, in lower case. */
  text: string;
}

/**
 * All environments along the promotion path. Few enough to keep at hand: it is
 * read again when the catalog changes, on each replica by itself.
 */
export class Directory {
  readonly #view: CatalogView;
  #of?: readonly EntityFacts[];
  #known: readonly KnownEnvironment[] = [];

  constructor(options: { catalogView: CatalogView }) {
    this.#view = options.catalogView;
  }

  /** As they were when somebody asked for all of them last: within one request. */
  async latest(): Promise<readonly KnownEnvironment[]> {
    return this.#of ? this.#known : this.all();
  }

  async all(): Promise<readonly KnownEnvironment[]> {
    const facts = await this.#view.environments();
    if (facts !== this.#of) {
      this.#known = inOrder(facts);
      this.#of = facts;
    }
    return this.#known;
  }
}

function inOrder(all: readonly EntityFacts[]): KnownEnvironment[] {
  const byRef = new Map(
    all.flatMap(facts => {
      const reading = environmentOf(facts);
      return reading ? [[facts.ref, { facts, ...reading }] as const] : [];
    }),
  );
  const environments = [...byRef.values()].map(item => item.environment);
  return sortAlongPath(environments).map(environment => ({
    ...byRef.get(environment.ref)!,
    text: [environment.ref, environment.title, environment.region]
      .join(' ')
      .toLowerCase(),
  }));
}
