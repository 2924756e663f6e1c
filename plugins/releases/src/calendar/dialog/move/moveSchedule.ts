import { instantToWall, Schedule } from '@release-desk/plugin-releases-common';
import { whenOfSpan } from '../draft';
import { durationOf } from '../when/scheduleOf';

interface Span {
  start: string;
  end: string;
}

/** What becomes of the rest when one occurrence is dropped elsewhere. */
export type MoveScope = 'whole' | 'occurrence' | 'length';

/**
 * The schedule after one occurrence has moved. What happens once moves whole.
 * Of what repeats, only this occurrence moves, as EXDATE and RDATE, because its
 * rule knows of days that dragging cannot mean; a new length is everyone's.
 * `from` and `to` are instants.
 */
export function moveSchedule(
  schedule: Schedule,
  from: Span,
  to: Span,
): { schedule: Schedule; scope: MoveScope } {
  const { timeZone } = schedule;
  const wall = (instant: string) => instantToWall({ instant, timeZone });
  const moved = from.start !== to.start;
  const resized =
    Date.parse(from.end) - Date.parse(from.start) !==
    Date.parse(to.end) - Date.parse(to.start);
  const duration = resized
    ? durationOf(whenOfSpan(to, timeZone))
    : schedule.duration;
  const repeats =
    schedule.rrule !== undefined || (schedule.rdates?.length ?? 0) > 0;

  if (!repeats)
    return {
      schedule: { ...schedule, start: wall(to.start), duration },
      scope: 'whole',
    };
  if (!moved) return { schedule: { ...schedule, duration }, scope: 'length' };

  const old = wall(from.start);
  const added = (schedule.rdates ?? []).filter(date => date !== old);
  const wasAdded = added.length < (schedule.rdates?.length ?? 0);
  return {
    schedule: {
      ...schedule,
      duration,
      rdates: [...added, wall(to.start)].sort(),
      ...(!wasAdded && {
        exdates: [...new Set([...(schedule.exdates ?? []), old])].sort(),
      }),
    },
    scope: 'occurrence',
  };
}
