import { Knex } from 'knex';
import { ANY, ANYWHERE, Subject } from './scope';

/**
 * Ids of the sources whose scope covers the subject: relational division, where
 * a source is covered when as many of its lines are met as it has. Candidates
 * come from each source's pivot line alone, so that the cost follows what is
 * found and not what there is.
 */
export function coveringSources(
  db: Knex,
  subject: Subject,
  kinds?: string[],
): Knex.QueryBuilder<any, any> {
  const { entity, environment } = subject;
  const query = db
    .from(
      db('timeline_scope_keys')
        .where('pivot', '>', 0)
        .whereIn('token', [ANY, ...entity, ...(environment ?? [ANYWHERE])])
        .distinct('source_id')
        .as('c'),
    )
    .join('timeline_sources as s', 's.source_id', 'c.source_id')
    .where(lines =>
      lines
        // The pivot was met already.
        .where('s.entity_dims', '<=', 1)
        .orWhere('s.entity_dims', metLines(db, 0, entity)),
    )
    .select('s.source_id');
  if (kinds) query.whereIn('s.kind', kinds);
  if (environment) whereInPlace(db, query, [environment]);
  return query;
}

/** The lines about the environment are met in one of these places. */
export function whereInPlace(
  db: Knex,
  query: Knex.QueryBuilder<any, any>,
  places: string[][],
): void {
  query.where(lines => {
    lines.where('s.environment_dims', 0);
    for (const place of places)
      lines.orWhere('s.environment_dims', metLines(db, 1, place));
  });
}

/** How many lines of source `s` have one of these tokens. */
function metLines(
  db: Knex,
  isEnvironment: 0 | 1,
  tokens: string[],
): Knex.QueryBuilder<any, any> {
  return db('timeline_scope_keys as k')
    .whereRaw('k.source_id = s.source_id')
    .where('k.is_environment', isEnvironment)
    .whereIn('k.token', tokens)
    .countDistinct('k.dimension');
}

/**
 * Pairs of a source and an entity of the catalog that it covers, among these
 * entities. An entity that is an environment is its own place, unless places
 * are asked for by the caller.
 */
export function coveringPairs(
  db: Knex,
  entityRefs: string[],
  options: { sourceIds?: string[]; ownPlace: boolean },
): Knex.QueryBuilder<any, any> {
  const candidates = db('catalog_keys as e')
    .join('timeline_scope_keys as p', function pivot() {
      this.on('p.token', 'e.token').andOn('p.pivot', db.raw('1'));
    })
    .whereIn('e.entity_ref', entityRefs)
    .distinct('p.source_id', 'e.entity_ref');
  if (options.sourceIds) candidates.whereIn('p.source_id', options.sourceIds);

  const met = (isEnvironment: 0 | 1) =>
    db('timeline_scope_keys as k')
      .join('catalog_keys as ek', 'ek.token', 'k.token')
      .whereRaw('k.source_id = s.source_id')
      .whereRaw('ek.entity_ref = c.entity_ref')
      .where('k.is_environment', isEnvironment)
      .countDistinct('k.dimension');

  const query = db
    .from(candidates.as('c'))
    .join('timeline_sources as s', 's.source_id', 'c.source_id')
    .where(lines =>
      lines.where('s.entity_dims', 1).orWhere('s.entity_dims', met(0)),
    )
    .select('s.source_id', 'c.entity_ref');
  if (options.ownPlace)
    query.where(lines =>
      lines
        .where('s.environment_dims', 0)
        .orWhereNotExists(
          db('catalog_keys as place')
            .whereRaw('place.entity_ref = c.entity_ref')
            .where('place.dimension', 'environment')
            .select(db.raw('1')),
        )
        .orWhere('s.environment_dims', met(1)),
    );
  return query;
}
