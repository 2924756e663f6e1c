import { Knex } from 'knex';
import { chunksOf } from '../../database';

const CLAIMS = 'environments_claims';

/**
 * Narrows a query to environments that one of these owns, or a group below one
 * of them: by the claim that counts, and by the catalog where nobody has one.
 * `column` holds the ref of the environment.
 */
export function whereOwnedBy(
  query: Knex.QueryBuilder,
  options: { knex: Knex; column: string; owners: string[] },
): void {
  const { knex, column, owners } = options;
  query.where(either => {
    for (const chunk of chunksOf(owners)) {
      either.orWhereIn(
        column,
        knex(`${CLAIMS} as oc`)
          .where('oc.accountable', 1)
          .whereIn('oc.group_ref', groupsBelow(knex, chunk))
          .select('oc.environment_ref'),
      );
      either.orWhere(unclaimed =>
        unclaimed
          .whereIn(
            column,
            knex('catalog_keys as ok')
              .whereIn(
                'ok.token',
                chunk.map(owner => `owner=${owner}`),
              )
              .select('ok.entity_ref'),
          )
          .whereNotExists(
            knex(`${CLAIMS} as nc`)
              .where('nc.environment_ref', knex.ref(column))
              .where('nc.accountable', 1)
              .select(knex.raw('1')),
          ),
      );
    }
  });
}

/** These and all below them, by the relations that the catalog keeps. */
function groupsBelow(knex: Knex, refs: string[]): Knex.QueryBuilder {
  return knex
    .withRecursive('below', below =>
      below
        .select('g.ref')
        .from(
          knex('catalog_entities')
            .whereIn('ref', refs)
            .select('ref')
            // One that the catalog has never named owns what it claimed all the same.
            .union(
              knex(CLAIMS)
                .whereIn('group_ref', refs)
                .select('group_ref as ref'),
            )
            .as('g'),
        )
        .union(
          knex('catalog_relations as r')
            .join('below as b', 'b.ref', 'r.target')
            .where('r.type', 'childOf')
            .select('r.source as ref'),
        ),
    )
    .select('ref')
    .from('below');
}
