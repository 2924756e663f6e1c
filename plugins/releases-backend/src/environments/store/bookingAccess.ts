import { Knex } from 'knex';
import { chunksOf } from '../../database';
import { AccessMapping } from '../../permissions';

const BOOKINGS = 'environments_bookings';
const ENVIRONMENTS = 'environments_booking_environments';

/**
 * How bookings answer what permission conditions ask: owned by the group that
 * they are for, with the environments as the entities in their scope.
 */
export function bookingAccess(knex: Knex): AccessMapping {
  return {
    owner: (query, values) => query.whereIn(`${BOOKINGS}.group_ref`, values),
    kind: (query, values) => {
      if (!values.includes('booking')) query.whereRaw('1 = 0');
    },
    scopeEntityOwner: (query, values) =>
      query.where(either => {
        for (const chunk of chunksOf(values))
          either.orWhereIn(
            `${BOOKINGS}.id`,
            knex(`${ENVIRONMENTS} as e`)
              .join('catalog_keys as k', 'k.entity_ref', 'e.environment_ref')
              .whereIn(
                'k.token',
                chunk.map(owner => `owner=${owner}`),
              )
              .select('e.booking_id'),
          );
      }),
  };
}

/** Owners of the environments of each booking. */
export async function environmentOwners(
  knex: Knex,
  bookingIds: string[],
): Promise<Map<string, string[]>> {
  const owners = new Map<string, string[]>();
  for (const chunk of chunksOf(bookingIds)) {
    const rows: { booking_id: string; value: string }[] = await knex(
      `${ENVIRONMENTS} as e`,
    )
      .join('catalog_keys as k', 'k.entity_ref', 'e.environment_ref')
      .where('k.dimension', 'owner')
      .whereIn('e.booking_id', chunk)
      .distinct('e.booking_id', 'k.value');
    for (const { booking_id: id, value } of rows)
      owners.set(id, [...(owners.get(id) ?? []), value]);
  }
  return owners;
}
