import { PathStep } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from './CatalogStore';
import { Neighbour } from './CatalogView';

/** Ownership and membership: followed only when asked for by name. */
const PEOPLE = [
  'ownedBy',
  'ownerOf',
  'memberOf',
  'hasMember',
  'parentOf',
  'childOf',
];

/**
 * The catalog keeps each relation twice, once at each end. Unless types are
 * named, only one of the two is followed, so that directions mean something.
 */
const INVERSES = ['dependencyOf', 'hasPart', 'apiConsumedBy', 'apiProvidedBy'];

const DEFAULT_LIMIT = 500;

export interface NeighbourOptions {
  refs: string[];
  hops: number;
  direction?: 'outgoing' | 'incoming' | 'both';
  relations?: string[];
  limit?: number;
}

/**
 * Breadth first, one query for each direction and chunk of a frontier, in an
 * order that does not depend on the database. A path names its relations as the
 * catalog keeps them, also where it follows one from its target.
 */
export async function findNeighbours(
  db: Knex,
  options: NeighbourOptions,
): Promise<Neighbour[]> {
  const { hops, relations, direction = 'both' } = options;
  const limit = options.limit ?? DEFAULT_LIMIT;
  const found = new Map<string, Neighbour>();
  for (const ref of options.refs) {
    if (found.size < limit) found.set(ref, { ref, distance: 0, path: [] });
  }

  let frontier = [...found.keys()];
  for (let distance = 1; distance <= hops && frontier.length > 0; distance++) {
    const next: string[] = [];
    const steps = await stepsFrom(db, frontier, direction, relations);
    for (const { at, ref, step } of steps) {
      if (found.size >= limit) break;
      const from = found.get(at);
      if (from && !found.has(ref)) {
        found.set(ref, { ref, distance, path: [...from.path, step] });
        next.push(ref);
      }
    }
    if (found.size >= limit) break;
    frontier = next;
  }
  return [...found.values()];
}

export interface RelationsOptions {
  end: 'from' | 'to';
  refs: readonly string[];
  types: readonly string[];
  limit: number;
}

/** One step over relations of these types. */
export async function readRelations(
  db: Knex,
  options: RelationsOptions,
): Promise<PathStep[]> {
  const { end, refs, types, limit } = options;
  const steps: PathStep[] = [];
  for (const chunk of chunksOf(new Set(refs))) {
    const rows = await db('catalog_relations')
      .whereIn(end === 'from' ? 'source' : 'target', chunk)
      .whereIn('type', [...types])
      .orderBy(['source', 'type', 'target'])
      .limit(limit - steps.length)
      .select('source', 'type', 'target');
    for (const { source, type, target } of rows)
      steps.push({ from: source, relation: type, to: target });
    if (steps.length >= limit) break;
  }
  return steps;
}

interface Step {
  at: string;
  ref: string;
  step: PathStep;
}

async function stepsFrom(
  db: Knex,
  frontier: string[],
  direction: 'outgoing' | 'incoming' | 'both',
  relations: string[] | undefined,
): Promise<Step[]> {
  const steps: Step[] = [];
  for (const end of ['source', 'target'] as const) {
    const wanted = end === 'source' ? 'outgoing' : 'incoming';
    if (direction === 'both' || direction === wanted) {
      for (const chunk of chunksOf(frontier)) {
        const query = db('catalog_relations')
          .whereIn(end, chunk)
          .select('source', 'type', 'target');
        if (relations) query.whereIn('type', relations);
        else query.whereNotIn('type', [...PEOPLE, ...INVERSES]);
        for (const { source, type, target } of await query)
          steps.push({
            at: end === 'source' ? source : target,
            ref: end === 'source' ? target : source,
            step: { from: source, relation: type, to: target },
          });
      }
    }
  }
  const order = new Map(frontier.map((ref, index) => [ref, index]));
  const rank = (step: Step) => order.get(step.at) ?? 0;
  return steps.sort(
    (a, b) =>
      rank(a) - rank(b) ||
      compare(a.ref, b.ref) ||
      compare(a.step.relation, b.step.relation) ||
      compare(a.step.from, b.step.from),
  );
}

/** Not by locale: the same on every machine. */
function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
