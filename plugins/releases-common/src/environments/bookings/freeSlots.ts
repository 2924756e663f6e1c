import { gaps, intersect, MINUTE_MS, Range, toIso } from '../time';
import { DEFAULT_USAGE_MATRIX, useCompatibility } from './compatibility';
import {
  BookedTime,
  ConflictOptions,
  HOLDING_STATUSES,
  occupiedRange,
} from './conflicts';

/** @public */
export interface FreeSlotQuestion extends ConflictOptions {
  /** What is to be placed; its length, buffers, use and environments count. */
  booking: BookedTime;
  others: readonly BookedTime[];
  /** Instants; the slot lies in between. */
  from: string;
  to: string;
  /** Only within these, e.g. working hours; sorted. */
  within?: readonly { start: string; end: string }[];
  /** 3 unless told. */
  limit?: number;
  /** A slot begins at a multiple of so many minutes; 15 unless told. */
  stepMinutes?: number;
}

/**
 * The first slots in which a booking would go with all that is approved or
 * active in every one of its environments: the beginning of each free time that
 * is long enough for it and its buffers.
 *
 * @public
 */
export function findFreeSlots(
  question: FreeSlotQuestion,
): { start: string; end: string }[] {
  const { booking, others, from, to, limit = 3, stepMinutes = 15 } = question;
  const { matrix = DEFAULT_USAGE_MATRIX } = question;
  const length = Date.parse(booking.end) - Date.parse(booking.start);
  const setup = booking.setupMinutes * MINUTE_MS;
  const teardown = booking.teardownMinutes * MINUTE_MS;
  const busy: Range[] = others
    .filter(
      other =>
        other.id !== booking.id &&
        HOLDING_STATUSES.includes(other.status) &&
        other.environments.some(ref => booking.environments.includes(ref)) &&
        useCompatibility(booking, other, matrix).is === 'conflict',
    )
    .map(other => {
      const { start, end } = occupiedRange(other);
      return { start: start - teardown, end: end + setup };
    });
  const asked = { start: Date.parse(from), end: Date.parse(to) };
  const spans = question.within?.map(span => ({
    start: Date.parse(span.start),
    end: Date.parse(span.end),
  })) ?? [asked];
  const step = stepMinutes * MINUTE_MS;
  const slots: { start: string; end: string }[] = [];
  for (const span of spans) {
    const open = intersect(span, asked);
    for (const free of open ? gaps(open, busy) : []) {
      const start = Math.ceil(free.start / step) * step;
      if (slots.length < limit && start + length <= free.end) {
        slots.push({ start: toIso(start), end: toIso(start + length) });
      }
    }
  }
  return slots;
}
