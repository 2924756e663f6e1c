import { DAY_MS } from './calendarDays';
import { RecurrenceError } from './RecurrenceError';

const DURATION =
  /^P(?=\d|T\d)(?:(\d{1,5})W)?(?:(\d{1,5})D)?(?:T(?=\d)(?:(\d{1,6})H)?(?:(\d{1,8})M)?(?:(\d{1,9})S)?)?$/;

/** Ten years: longer than any freeze, short enough to look back for. */
const MAX_DAYS = 3_660;

export interface Duration {
  /** Whole days: the same wall time on a later day. */
  days: number;
  /** Milliseconds beside the days. */
  time: number;
  /** Days of 24 hours and time together, in milliseconds. */
  nominal: number;
}

export function parseDuration(text: string): Duration {
  const match = DURATION.exec(text);
  if (!match) {
    throw new RecurrenceError(
      'duration',
      `expected an ISO 8601 duration such as P2DT16H, got "${text.slice(
        0,
        50,
      )}"`,
    );
  }
  const [weeks, days, hours, minutes, seconds] = match
    .slice(1)
    .map(item => Number(item ?? 0));
  const wholeDays = weeks * 7 + days;
  const time = ((hours * 60 + minutes) * 60 + seconds) * 1000;
  const nominal = wholeDays * DAY_MS + time;
  if (nominal === 0 || nominal > MAX_DAYS * DAY_MS) {
    throw new RecurrenceError(
      'duration',
      `expected longer than nothing and at most ${MAX_DAYS} days, got "${text}"`,
    );
  }
  return { days: wholeDays, time, nominal };
}
