import { InputError } from '@backstage/errors';
import {
  expandRecurrence,
  RecurrenceError,
  Schedule,
  Span,
  validateSchedule,
} from '@release-desk/plugin-releases-common';
import { TIMELINE_HORIZON } from '../../timeline/Timeline';

/** An hourly rule has some 28,000 within the horizon; nothing denser is kept. */
const MOST_OCCURRENCES = 30_000;

/** Fields of a schedule that an error may name; all else is a part of the rule. */
const FIELDS = new Set(['start', 'timeZone', 'duration', 'exdates', 'rdates']);

/** The span within which the timeline holds occurrences. */
export function horizonAt(now: number): { from: Date; to: Date } {
  return {
    from: monthsFrom(now, -TIMELINE_HORIZON.back),
    to: monthsFrom(now, TIMELINE_HORIZON.ahead),
  };
}

export function monthsFrom(instant: number, months: number): Date {
  const date = new Date(instant);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date;
}

/**
 * Refuses what cannot be read, never takes place, or takes place too often.
 * Answers how often it takes place in three years.
 */
export function requireSchedule(schedule: Schedule, now: number): number {
  return namingTheField(() => {
    validateSchedule(schedule);
    // From its own start, so that one that begins late is not refused late.
    const { from, to } = horizonAt(
      Math.max(now, Date.parse(`${schedule.start}Z`)),
    );
    const { length } = expandRecurrence(
      schedule,
      { from, to },
      { limit: MOST_OCCURRENCES + 1 },
    );
    if (length > MOST_OCCURRENCES)
      throw new RecurrenceError(
        'rrule',
        `is met too often; expected at most ${MOST_OCCURRENCES} occurrences in three years`,
      );
    return length;
  });
}

/** Occurrences that the timeline holds. */
export function occurrencesWithinHorizon(
  schedule: Schedule,
  now: number,
): Span[] {
  return expandRecurrence(schedule, horizonAt(now), {
    limit: MOST_OCCURRENCES,
  });
}

/** Says of a refused schedule which field of the body is at fault. */
export function namingTheField<T>(read: () => T): T {
  try {
    return read();
  } catch (error) {
    if (!(error instanceof RecurrenceError)) throw error;
    const isField = FIELDS.has(error.part);
    const reason =
      isField || error.part === 'rrule'
        ? error.message.slice(error.part.length + 2)
        : error.message;
    const field = isField ? error.part : 'rrule';
    throw new InputError(`schedule.${field}: ${reason}`);
  }
}
