import type {
  Booking,
  BookingMode,
  Environment,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { inZone } from '../../shared/time';
import type { Clock } from '../shared';
import { WEEK_DAYS } from './useBoard';

/** Something in a lane of seven days; positions are per cent of its width. */
export interface LaneMark {
  key: string;
  left: number;
  width: number;
  look: 'booking' | 'freeze';
  mode: BookingMode;
  isMine: boolean;
  isPending: boolean;
}

/** Where an instant stands in the lane: every day is as wide as any other, whatever its clock does. */
export function placeInWeek(instant: string | number, clock: Clock): number {
  const first = inZone(clock.now, clock.timeZone).startOf('day');
  const time = inZone(instant, clock.timeZone);
  const days = Math.round(
    time
      .startOf('day')
      .setZone('UTC', { keepLocalTime: true })
      .diff(first.setZone('UTC', { keepLocalTime: true }), 'days').days,
  );
  const ofDay = (time.hour * 60 + time.minute) / (24 * 60);
  return ((days + ofDay) / WEEK_DAYS) * 100;
}

function markOf(
  span: { start: string; end: string },
  clock: Clock,
): { left: number; width: number } | undefined {
  const left = Math.max(0, placeInWeek(span.start, clock));
  const right = Math.min(100, placeInWeek(span.end, clock));
  return right > left ? { left, width: right - left } : undefined;
}

/** Whether a freeze holds in an environment, as far as the timeline says where it does. */
export function freezeHolds(
  freeze: TimelineItem,
  environment: Pick<Environment, 'ref' | 'tier'>,
): boolean {
  const { environments, environmentTiers, entities, systems } = freeze;
  if (environments.length > 0) return environments.includes(environment.ref);
  if (environmentTiers?.length)
    return (
      environment.tier !== undefined &&
      environmentTiers.includes(environment.tier)
    );
  // Of some systems or entities only, wherever they run: not of the environment.
  return entities.length === 0 && systems.length === 0;
}

/** Freezes that meet as one, from the first's start to the last's end. */
function joined(freezes: TimelineItem[]) {
  const spans: Pick<TimelineItem, 'id' | 'start' | 'end'>[] = [];
  for (const { id, start, end } of [...freezes].sort((one, other) =>
    one.start.localeCompare(other.start),
  )) {
    const last = spans.at(-1);
    if (!last || last.end < start) spans.push({ id, start, end });
    else if (last.end < end) last.end = end;
  }
  return spans;
}

/** The marks of one environment's week, freezes first so that bookings lie on them. */
export function laneMarks(options: {
  environment: Pick<Environment, 'ref' | 'tier'>;
  bookings: Booking[];
  freezes: TimelineItem[];
  /** The groups of who is looking. */
  mine: string[];
  clock: Clock;
}): LaneMark[] {
  const { environment, bookings, freezes, mine, clock } = options;
  const frozen = joined(
    freezes.filter(freeze => freezeHolds(freeze, environment)),
  ).flatMap(freeze => {
    const place = markOf(freeze, clock);
    return place
      ? {
          ...place,
          key: freeze.id,
          look: 'freeze' as const,
          mode: 'exclusive' as const,
          isMine: false,
          isPending: false,
        }
      : [];
  });
  const booked = bookings
    .filter(({ environments }) => environments.includes(environment.ref))
    .flatMap(booking => {
      const place = markOf(booking, clock);
      return place
        ? {
            ...place,
            key: booking.id,
            look: 'booking' as const,
            mode: booking.mode,
            isMine: mine.includes(booking.onBehalfOf),
            isPending: booking.status === 'pending',
          }
        : [];
    });
  return [...frozen, ...booked];
}
