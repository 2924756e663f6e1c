import { Knex } from 'knex';
import { chunksOf } from '../../database';
import { AccessMapping } from '../../permissions';

const CLAIMS = 'environments_claims';

/**
 * How claims answer what permission conditions ask: owned by their group, with
 * the environment in their scope, of which the catalog's owners and the group
 * that it is offered to have a say.
 */
export function claimAccess(knex: Knex): AccessMapping {
  return {
    owner: (query, values) => query.whereIn(`${CLAIMS}.group_ref`, values),
    kind: (query, values) => {
      if (!values.includes('claim')) query.whereRaw('1 = 0');
    },
    scopeEntityOwner: (query, values) =>
      query.where(either => {
        for (const chunk of chunksOf(values)) {
          either.orWhereIn(`${CLAIMS}.offered_to`, chunk);
          either.orWhereIn(
            `${CLAIMS}.environment_ref`,
            knex('catalog_keys as k')
              .whereIn(
                'k.token',
                chunk.map(owner => `owner=${owner}`),
              )
              .select('k.entity_ref'),
          );
        }
      }),
  };
}
