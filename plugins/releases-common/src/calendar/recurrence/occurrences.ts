import type { Schedule } from '../schema';
import { DAY_MS } from './calendarDays';
import { Duration, parseDuration } from './duration';
import { iterateFloating } from './floating';
import { WorkBudget } from './WorkBudget';
import { parseRecurrence } from './parseRecurrence';
import { RecurrenceRule } from './rule';
import { parseWall } from './wallTime';
import { Zone } from './zone';

/** Epoch milliseconds, half-open. */
export interface Occurrence {
  start: number;
  end: number;
  /** The wall time that the rule names, as if it were UTC. */
  wall: number;
}

/** Wall times written as UTC and instants are less than this apart, even across a day that a zone skipped. */
const SLACK = 2 * DAY_MS;

export interface ParsedSchedule {
  start: number;
  zone: Zone;
  duration: Duration;
  rule?: RecurrenceRule;
  exdates: Set<number>;
  rdates: number[];
}

export function parseSchedule(schedule: Schedule): ParsedSchedule {
  const zone = Zone.named(schedule.timeZone);
  return {
    start: parseWall('start', schedule.start),
    zone,
    duration: parseDuration(schedule.duration),
    rule:
      schedule.rrule === undefined
        ? undefined
        : parseRecurrence(schedule.rrule),
    exdates: new Set(
      schedule.exdates?.map(text => zone.toInstant(parseWall('exdates', text))),
    ),
    rdates: (schedule.rdates ?? []).map(text => parseWall('rdates', text)),
  };
}

/**
 * With whole days in it a duration is nominal: it ends at the wall time that
 * the whole of it leads to, so that Friday 17:00 and P2DT16H is Monday 09:00
 * in every week. Without, it is exact elapsed time.
 */
export function occurrenceAt(wall: number, { zone, duration }: ParsedSchedule) {
  const start = zone.toInstant(wall);
  const nominal = zone.toInstant(wall + duration.nominal);
  // A start inside of a day that the zone skipped moves past such an end.
  const isNominal = duration.days > 0 && nominal > start;
  return { wall, start, end: isNominal ? nominal : start + duration.nominal };
}

function* wallTimes(
  schedule: ParsedSchedule,
  from: number,
  to: number,
  budget?: WorkBudget,
): Generator<number> {
  const { rule, start, zone, rdates } = schedule;
  const extra = [...(rule ? [] : [start]), ...rdates]
    .filter(wall => wall >= from && wall < to)
    .sort((a, b) => a - b);
  let next = 0;
  if (rule) {
    const { until } = rule;
    const lastWall =
      until && ('wall' in until ? until.wall : until.instant + SLACK);
    for (const wall of iterateFloating({
      rule,
      start,
      from,
      to,
      until: lastWall,
      budget,
    })) {
      while (next < extra.length && extra[next] < wall) {
        yield extra[next++];
      }
      if (
        !until ||
        !('instant' in until) ||
        zone.toInstant(wall) <= until.instant
      ) {
        yield wall;
      }
    }
  }
  yield* extra.slice(next);
}

/**
 * The occurrences that touch `[from, to)`, in order of their start, each start
 * once. Stops soon after `limit` were found.
 */
export function occurrencesBetween(
  schedule: ParsedSchedule,
  from: number,
  to: number,
  options: {
    limit?: number;
    budget?: WorkBudget;
    onTooMany?: (found: number) => void;
  } = {},
): Occurrence[] {
  const { limit = Infinity, budget, onTooMany } = options;
  const found = new Map<number, Occurrence>();
  let stop = Infinity;
  for (const wall of wallTimes(
    schedule,
    from - schedule.duration.nominal - SLACK,
    to + SLACK,
    budget,
  )) {
    if (wall > stop) {
      break;
    }
    const occurrence = occurrenceAt(wall, schedule);
    const { start, end } = occurrence;
    if (start < to && end > from && !schedule.exdates.has(start)) {
      const other = found.get(start);
      if (!other || other.end < end) {
        found.set(start, occurrence);
        onTooMany?.(found.size);
      }
      if (found.size === limit) {
        // Wall times in a gap come after later ones; let them come.
        stop = Math.min(stop, wall + SLACK);
      }
    }
  }
  return [...found.values()].sort((a, b) => a.start - b.start).slice(0, limit);
}
