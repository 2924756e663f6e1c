import type { Schedule } from '../schema';

/**
 * Whether a schedule may have more than one occurrence: by its rule, or by
 * further dates.
 *
 * @public
 */
export function isRecurring({
  rrule,
  rdates,
}: Pick<Schedule, 'rrule' | 'rdates'>): boolean {
  return Boolean(rrule || rdates?.length);
}
