/** @public */
export type RecurrenceFrequency =
  | 'YEARLY'
  | 'MONTHLY'
  | 'WEEKLY'
  | 'DAILY'
  | 'HOURLY';

/**
 * Also the two that the product refuses; the iterator knows them, so that it
 * can be held against every published vector.
 */
export type Frequency = RecurrenceFrequency | 'MINUTELY' | 'SECONDLY';

/**
 * A weekday, Monday is 0. `n` counts within the month or year, from its end
 * when it is negative.
 *
 * @public
 */
export interface RecurrenceDay {
  weekday: number;
  n?: number;
}

/**
 * The end of a rule, inclusive. `instant`: epoch milliseconds. `wall`: a wall
 * time in the schedule's zone, as if it were UTC.
 *
 * @public
 */
export type RecurrenceUntil = { instant: number } | { wall: number };

/** The parts of RFC 5545 3.3.10; lists are sorted and without duplicates. */
export interface RuleParts<F extends Frequency = Frequency> {
  freq: F;
  interval: number;
  count?: number;
  until?: RecurrenceUntil;
  /** First day of the week, Monday is 0. */
  wkst: number;
  bymonth?: number[];
  byweekno?: number[];
  byyearday?: number[];
  bymonthday?: number[];
  byday?: RecurrenceDay[];
  byhour?: number[];
  byminute?: number[];
  bysecond?: number[];
  bysetpos?: number[];
}

/**
 * A rule that has passed every check.
 *
 * @public
 */
export interface RecurrenceRule extends RuleParts<RecurrenceFrequency> {}
