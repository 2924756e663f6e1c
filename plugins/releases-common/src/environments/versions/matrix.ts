import { PathEnvironment, productionFor } from '../path';
import { runningIn } from './cell';
import { orderVersions } from './order';
import type {
  BrokenPromotion,
  Drift,
  MatrixCell,
  MatrixRow,
  VersionCell,
} from './schema';

/**
 * That a version came to run somewhere for the first time. One for each
 * component, environment and version, however often it was deployed.
 *
 * @public
 */
export interface VersionSighting {
  componentRef: string;
  environmentRef: string;
  version: string;
  firstAt: string;
}

/** @public */
export interface MatrixQuestion {
  /** The rows, in their order. */
  components: readonly string[];
  /** The columns, in their order. */
  environments: readonly PathEnvironment[];
  cells: readonly VersionCell[];
  /** Of all versions of the components; not needed with `driftOf`. */
  sightings?: readonly VersionSighting[];
  /** Who knows already how far a cell is ahead of what runs in another place. */
  driftOf?: (
    cell: VersionCell,
    against: { environmentRef: string; version: string },
  ) => Drift | undefined;
  /** Whether a component is known to belong in an environment that has not reported it. */
  isExpected?: (componentRef: string, environmentRef: string) => boolean;
}

/**
 * How far one version is ahead of another among the versions of the component.
 *
 * @public
 */
export function driftBetween(options: {
  version: string;
  /** What it is compared with: where, and which version runs there. */
  against: { environmentRef: string; version: string };
  /** Where `version` runs. */
  environmentRef: string;
  /** Of this component. */
  sightings: readonly VersionSighting[];
}): Drift | undefined {
  const { version, against, environmentRef, sightings } = options;
  return drift(version, against, environmentRef, {
    order: orderVersions(sightings),
    sightings,
  });
}

interface History {
  order: readonly string[];
  sightings: readonly VersionSighting[];
}

function drift(
  version: string,
  against: { environmentRef: string; version: string },
  environmentRef: string,
  { order, sightings }: History,
): Drift | undefined {
  const from = order.indexOf(against.version);
  const to = order.indexOf(version);
  if (from < 0 || to < 0) {
    return undefined;
  }
  const between = new Set(order.slice(from + 1, to + 1));
  const [since] = sightings
    .filter(
      item =>
        item.environmentRef === environmentRef && between.has(item.version),
    )
    .map(item => item.firstAt)
    .sort();
  return {
    against: against.environmentRef,
    steps: to - from,
    ...(since && { since }),
  };
}

function driftsOf(
  sightings: readonly VersionSighting[],
): NonNullable<MatrixQuestion['driftOf']> {
  const history: History = { order: orderVersions(sightings), sightings };
  return (cell, against) =>
    drift(runningIn(cell)!.version, against, cell.environmentRef, history);
}

function groupBy<T>(items: readonly T[], keyOf: (item: T) => string) {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const group = groups.get(keyOf(item));
    if (group) {
      group.push(item);
    } else {
      groups.set(keyOf(item), [item]);
    }
  }
  return groups;
}

/**
 * The versions that run with more than one digest, each with where they do: the
 * oldest digest first.
 *
 * @public
 */
export function findBrokenPromotions(
  cells: readonly VersionCell[],
): BrokenPromotion[] {
  const running = cells.flatMap(cell => {
    const current = runningIn(cell);
    return current?.digest ? [{ cell, current, digest: current.digest }] : [];
  });
  return [
    ...groupBy(running, ({ cell, current }) =>
      JSON.stringify([cell.componentRef, current.version]),
    ).values(),
  ].flatMap(group => {
    const digests = [...groupBy(group, item => item.digest)].map(
      ([digest, places]) => ({
        digest,
        places: places
          .map(({ cell, current }) => ({
            environmentRef: cell.environmentRef,
            at: current.at,
            ...(current.run && { run: current.run }),
            ...(current.actor && { actor: current.actor }),
          }))
          .sort((one, other) => Date.parse(one.at) - Date.parse(other.at)),
      }),
    );
    const [{ cell, current }] = group;
    return digests.length > 1
      ? [
          {
            componentRef: cell.componentRef,
            version: current.version,
            digests: digests.sort(
              (one, other) =>
                Date.parse(one.places[0].at) - Date.parse(other.places[0].at),
            ),
          },
        ]
      : [];
  });
}

function farthest(drifts: readonly Drift[]): Drift | undefined {
  return drifts
    .filter(one => one.steps > 0)
    .reduce<Drift | undefined>(
      (most, one) => (most && most.steps >= one.steps ? most : one),
      undefined,
    );
}

function rowOf(
  componentRef: string,
  question: MatrixQuestion,
  references: ReadonlyMap<string, string | undefined>,
  here: {
    cells: readonly VersionCell[];
    sightings: readonly VersionSighting[];
  },
): MatrixRow {
  const byEnvironment = new Map(
    here.cells.map(cell => [cell.environmentRef, cell]),
  );
  const driftOf = question.driftOf ?? driftsOf(here.sightings);
  const broken = findBrokenPromotions(here.cells);
  const inBroken = new Set(
    broken.flatMap(item =>
      item.digests.flatMap(({ places }) =>
        places.map(place => place.environmentRef),
      ),
    ),
  );
  const cells = question.environments.map(({ ref }): MatrixCell => {
    const cell = byEnvironment.get(ref);
    const current = cell && runningIn(cell);
    const reference = references.get(ref);
    const production = reference && byEnvironment.get(reference);
    const against = production && runningIn(production);
    const ahead =
      cell && current && reference && against
        ? driftOf(cell, { environmentRef: reference, version: against.version })
        : undefined;
    const latest = cell?.latest;
    return {
      environmentRef: ref,
      state: stateOf(cell, question.isExpected?.(componentRef, ref) ?? false),
      ...(current && { current }),
      ...(latest && { latest }),
      lastFailed: latest?.result === 'failed',
      deploying: latest?.result === 'in-progress',
      brokenPromotion: inBroken.has(ref),
      ...(ahead && { drift: ahead }),
    };
  });
  const ahead = farthest(cells.flatMap(cell => cell.drift ?? []));
  return {
    componentRef,
    cells,
    ...(ahead && { ahead }),
    brokenPromotions: broken,
  };
}

function stateOf(
  cell: VersionCell | undefined,
  isExpected: boolean,
): MatrixCell['state'] {
  if (cell && runningIn(cell)) {
    return 'runs';
  }
  return isExpected && !cell ? 'not-reported' : 'not-deployed';
}

/**
 * What runs where: for each component and environment the version, how far it is
 * ahead of production or behind it, and whether the same version runs elsewhere
 * with another digest. The work grows with the cells and the versions, not with
 * the deployments; with `driftOf` it grows with the cells alone.
 *
 * @public
 */
export function versionMatrix(question: MatrixQuestion): MatrixRow[] {
  const { components, environments, cells, sightings = [] } = question;
  const references = new Map(
    environments.map(item => [item.ref, productionFor(item, environments)]),
  );
  const cellsOf = groupBy(cells, cell => cell.componentRef);
  const sightingsOf = groupBy(sightings, item => item.componentRef);
  return components.map(ref =>
    rowOf(ref, question, references, {
      cells: cellsOf.get(ref) ?? [],
      sightings: sightingsOf.get(ref) ?? [],
    }),
  );
}
