import { Knex } from 'knex';
import { SPAN_CLASSES } from './spanClasses';

/**
 * Which bookings stand in an environment and take up some of [from, to). Each
 * class of lengths is one short range of an index: nothing in a class begins
 * earlier than its longest before `from`.
 */
export function overlappingParts(
  db: Knex,
  environment: string,
  span: { from: number; to: number },
): Knex.QueryBuilder<any, any> {
  const [first, ...others] = SPAN_CLASSES.map((longest, spanClass) =>
    db('environments_booking_environments')
      .where('environment_ref', environment)
      .where('standing', 1)
      .where('span_class', spanClass)
      .where('occupied_from', '<', span.to)
      .where('occupied_from', '>', span.from - longest)
      .where('occupied_to', '>', span.from)
      .select('booking_id'),
  );
  return first.unionAll(others);
}

/** Pairs of a booking among these and another that stands beside it in time and place. */
export function overlappingPairs(
  db: Knex,
  ids: string[],
): Knex.QueryBuilder<any, any> {
  const [first, ...others] = SPAN_CLASSES.map((longest, spanClass) =>
    db('environments_booking_environments as one')
      .join('environments_booking_environments as other', function beside() {
        this.on('other.environment_ref', 'one.environment_ref')
          .andOn('other.occupied_from', '<', 'one.occupied_to')
          .andOn('other.occupied_to', '>', 'one.occupied_from')
          .andOn(
            'other.occupied_from',
            '>',
            db.raw('one.occupied_from - ?', [longest]),
          );
      })
      .whereIn('one.booking_id', ids)
      .where('one.standing', 1)
      .where('other.standing', 1)
      .where('other.span_class', spanClass)
      .whereRaw('other.booking_id <> one.booking_id')
      .select('one.booking_id as id', 'other.booking_id as other_id'),
  );
  return first.unionAll(others);
}
