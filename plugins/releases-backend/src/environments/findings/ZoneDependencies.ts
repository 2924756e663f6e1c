import {
  Dependency,
  EntityFacts,
  isEnvironment,
  networkZonesOf,
  PathStep,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { CatalogView } from '../../catalog/CatalogView';
import { chunksOf } from '../../database';

const CELLS = 'environments_version_cells';
/** So many relations are looked at; who has more learns of some of them. */
const MOST = 10_000;

/**
 * What depends, in the catalog, on something that says in which network zone it
 * is, and in which environments that runs: as it was deployed, or as the catalog
 * says by a dependency on the environment.
 */
export class ZoneDependencies {
  readonly #knex: Knex;
  readonly #view: CatalogView;

  constructor(options: { knex: Knex; catalogView: CatalogView }) {
    this.#knex = options.knex;
    this.#view = options.catalogView;
  }

  async all(): Promise<Dependency[]> {
    const zoned = await this.#view.zoned();
    if (zoned.length === 0) return [];
    const environments = new Set(
      (await this.#view.environments()).map(({ ref }) => ref),
    );
    const zones = await this.#zones(zoned, environments);
    const paths = await this.#pathsTo([...zones.keys()]);
    const sources = new Set(paths.map(path => path[0].from));
    const runsIn = await this.#runsIn([...sources], environments);
    return paths.flatMap(path => {
      const { from } = path[0];
      const target = endOf(path);
      // What depends on an environment runs there, unless it is one itself.
      if (environments.has(target) && !environments.has(from)) return [];
      const own = zones.get(from);
      return [...(runsIn.get(from) ?? [])].map(environmentRef => ({
        environmentRef,
        from,
        to: target,
        toZones: zones.get(target)!,
        ...(own && { fromZones: own }),
        ...(path.length > 1 && { path }),
      }));
    });
  }

  /**
   * Of those that say so, and of a resource that is in one environment only: one
   * that is in several has a part in each, and who relies on it means their own.
   */
  async #zones(
    zoned: readonly EntityFacts[],
    environments: Set<string>,
  ): Promise<Map<string, string[]>> {
    const zones = new Map(
      zoned.map(facts => [facts.ref, networkZonesOf(facts.annotations)]),
    );
    const near = await this.#view.relations({
      end: 'to',
      refs: zoned.filter(isEnvironment).map(({ ref }) => ref),
      types: ['dependsOn'],
      limit: MOST,
    });
    const residents = near
      .map(({ from }) => from)
      .filter(
        ref =>
          ref.startsWith('resource:') &&
          !zones.has(ref) &&
          !environments.has(ref),
      );
    const homes = new Map<string, string[]>();
    for (const { from, to } of await this.#view.relations({
      end: 'from',
      refs: residents,
      types: ['dependsOn'],
      limit: MOST,
    }))
      if (environments.has(to))
        homes.set(from, [...(homes.get(from) ?? []), to]);
    for (const [ref, [home, ...others]] of homes)
      if (others.length === 0) zones.set(ref, zones.get(home)!);
    return zones;
  }

  /** Over a dependency, an API, or an API that one of these provides. */
  async #pathsTo(targets: string[]): Promise<PathStep[][]> {
    const direct = await this.#view.relations({
      end: 'to',
      refs: targets,
      types: ['dependsOn', 'consumesApi'],
      limit: MOST,
    });
    const provided = await this.#view.relations({
      end: 'from',
      refs: targets,
      types: ['providesApi'],
      limit: MOST,
    });
    const consumed = await this.#view.relations({
      end: 'to',
      refs: provided.map(({ to }) => to),
      types: ['consumesApi'],
      limit: MOST,
    });
    const providers = new Map<string, PathStep[]>();
    for (const step of provided)
      providers.set(step.to, [...(providers.get(step.to) ?? []), step]);
    return [
      ...direct.map(step => [step]),
      ...consumed.flatMap(step =>
        (providers.get(step.to) ?? []).map(offer => [step, offer]),
      ),
    ].filter(path => path[0].from !== endOf(path));
  }

  async #runsIn(
    refs: string[],
    environments: Set<string>,
  ): Promise<Map<string, Set<string>>> {
    const places = new Map<string, Set<string>>();
    const add = (ref: string, place: string) => {
      if (environments.has(place))
        places.set(ref, (places.get(ref) ?? new Set()).add(place));
    };
    for (const ref of refs) add(ref, ref);
    for (const { from, to } of await this.#view.relations({
      end: 'from',
      refs: refs.filter(ref => !environments.has(ref)),
      types: ['dependsOn'],
      limit: MOST,
    }))
      add(from, to);
    for (const chunk of chunksOf(refs)) {
      const rows: { component_ref: string; environment_ref: string }[] =
        await this.#knex(CELLS)
          .whereIn('component_ref', chunk)
          .whereNotNull('ordinal')
          .orderBy(['component_ref', 'environment_ref'])
          .limit(MOST)
          .select('component_ref', 'environment_ref');
      for (const row of rows) add(row.component_ref, row.environment_ref);
    }
    return places;
  }
}

/** A path ends at the provider of an API, though the relation points at the API. */
function endOf(path: PathStep[]): string {
  const last = path[path.length - 1];
  return last.relation === 'providesApi' ? last.from : last.to;
}
