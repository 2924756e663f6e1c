import { Knex } from 'knex';
import { chunksOf } from '../../database';
import { AccessMapping } from '../../permissions';
import { whereOwnedBy } from '../claims/ownedEnvironments';

const BOOKINGS = 'environments_bookings';
const ENVIRONMENTS = 'environments_booking_environments';

/**
 * How bookings answer what permission conditions ask: owned by the group that
 * they are for, with the environments as the entities in their scope, owned by the groups that
 * claimed them, or else by whom the catalog names.
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
              .modify(places =>
                whereOwnedBy(places, {
                  knex,
                  column: 'e.environment_ref',
                  owners: chunk,
                }),
              )
              .select('e.booking_id'),
          );
      }),
  };
}

/** The environments of each booking, for those who ask who owns them. */
export async function environmentsOfBookings(
  knex: Knex,
  bookingIds: string[],
): Promise<Map<string, string[]>> {
  const environments = new Map<string, string[]>();
  for (const chunk of chunksOf(bookingIds)) {
    const rows: { booking_id: string; environment_ref: string }[] = await knex(
      ENVIRONMENTS,
    )
      .whereIn('booking_id', chunk)
      .select('booking_id', 'environment_ref');
    for (const { booking_id: id, environment_ref: ref } of rows)
      environments.set(id, [...(environments.get(id) ?? []), ref]);
  }
  return environments;
}
