import { z } from 'zod';
import { entityRefSchema, instantSchema } from '../../http/values';
import { HOUR_MS, MINUTE_MS, toIso } from '../time';
import { admitBooking, BookedTime, ConflictOptions } from './conflicts';
import { BookingPriority, bookingPrioritySchema } from './schema';

/** @public */
export const waitingStatusSchema = z.enum([
  'waiting',
  'offered',
  'accepted',
  'withdrawn',
  'expired',
]);
/** @public */
export type WaitingStatus = z.infer<typeof waitingStatusSchema>;

/** @public */
export const slotOfferSchema = z.object({
  start: instantSchema,
  end: instantSchema,
  offeredAt: instantSchema,
  /** From then on it goes to the next. */
  expiresAt: instantSchema,
});
/** @public */
export type SlotOffer = z.infer<typeof slotOfferSchema>;

/**
 * Somebody who waits for a booking's slot. `bookingId` is the pending booking
 * that becomes approved when an offer is accepted.
 *
 * @public
 */
export const waitingEntrySchema = z.object({
  id: z.string(),
  bookingId: z.string(),
  environments: z.array(entityRefSchema),
  onBehalfOf: entityRefSchema,
  priority: bookingPrioritySchema,
  joinedAt: instantSchema,
  /** Its time may begin from here; the booking's own start when it is fixed. */
  earliestStart: instantSchema,
  /** And must have begun by here. */
  latestStart: instantSchema,
  status: waitingStatusSchema,
  offer: slotOfferSchema.optional(),
  /** Starts that were offered and not taken; not offered again. */
  declinedStarts: z.array(instantSchema),
});
/** @public */
export type WaitingEntry = z.infer<typeof waitingEntrySchema>;

/**
 * Hours of waiting that a priority is worth.
 *
 * @public
 */
export const DEFAULT_HEAD_START_HOURS: Readonly<
  Record<BookingPriority, number>
> = { low: 0, normal: 24, high: 72, urgent: 168 };

/** @public */
export interface WaitingOptions {
  headStartHours?: Readonly<Record<BookingPriority, number>>;
}

type Rank = Pick<WaitingEntry, 'id' | 'priority' | 'joinedAt'>;

/**
 * Who comes first: the one that has waited longest, where a priority counts as
 * hours waited already. All age alike, so nobody is passed by those that come
 * later than the difference of the head starts: waiting is bounded, and a place
 * once told does not change with the clock.
 *
 * @public
 */
export function compareWaiting(
  one: Rank,
  other: Rank,
  options: WaitingOptions = {},
): number {
  const { headStartHours = DEFAULT_HEAD_START_HOURS } = options;
  const since = ({ joinedAt, priority }: Rank) =>
    Date.parse(joinedAt) - headStartHours[priority] * HOUR_MS;
  return (
    since(one) - since(other) ||
    Date.parse(one.joinedAt) - Date.parse(other.joinedAt) ||
    one.id.localeCompare(other.id, 'en')
  );
}

/**
 * Those that still wait or have an offer, in their order.
 *
 * @public
 */
export function orderWaitingList<T extends Rank & Pick<WaitingEntry, 'status'>>(
  entries: readonly T[],
  options: WaitingOptions = {},
): T[] {
  return entries
    .filter(({ status }) => status === 'waiting' || status === 'offered')
    .sort((one, other) => compareWaiting(one, other, options));
}

/**
 * What the clock does to an entry: an offer that was not answered lapses and
 * the entry waits on, one whose latest start has passed expires. Answers the
 * same entry when nothing is due.
 *
 * @public
 */
export function ageWaitingEntry(
  entry: WaitingEntry,
  now: number,
): WaitingEntry {
  const lapsed =
    entry.status === 'offered' &&
    entry.offer !== undefined &&
    now >= Date.parse(entry.offer.expiresAt);
  const waiting = lapsed ? declineOffer(entry) : entry;
  const isOver =
    waiting.status === 'waiting' && now > Date.parse(waiting.latestStart);
  return isOver ? { ...waiting, status: 'expired' } : waiting;
}

/**
 * The entry after it said no to its offer: it keeps its place and is not offered
 * the same start again.
 *
 * @public
 */
export function declineOffer(entry: WaitingEntry): WaitingEntry {
  const { offer, ...rest } = entry;
  return offer
    ? {
        ...rest,
        status: 'waiting',
        declinedStarts: [...entry.declinedStarts, offer.start],
      }
    : entry;
}

const SHORTEST_OFFER_MS = 10 * MINUTE_MS;

/** @public */
export interface OfferQuestion extends WaitingOptions, ConflictOptions {
  entries: readonly WaitingEntry[];
  /** The waiting bookings, and all that stand in their environments. */
  bookings: readonly BookedTime[];
  /** Epoch milliseconds. */
  now: number;
  /** How long an offer stands, 60 unless told; less where the slot begins sooner, but 10 at least. */
  offerMinutes?: number;
}

/**
 * Entries that are not offered anything are not in the way of those behind:
 * only an offer that stands keeps its slot, like an approved booking.
 */
function offeredTimes(
  entries: readonly WaitingEntry[],
  byId: ReadonlyMap<string, BookedTime>,
): BookedTime[] {
  return entries.flatMap(entry => {
    const booking = byId.get(entry.bookingId);
    return entry.status === 'offered' && entry.offer && booking
      ? [
          {
            ...booking,
            start: entry.offer.start,
            end: entry.offer.end,
            status: 'approved' as const,
          },
        ]
      : [];
  });
}

/** Where it could begin: as soon as it may, or when something before it is over. */
function possibleStarts(
  entry: WaitingEntry,
  booking: BookedTime,
  held: readonly BookedTime[],
  now: number,
): number[] {
  const fromNow = Math.ceil(now / MINUTE_MS) * MINUTE_MS;
  const earliest = Math.max(Date.parse(entry.earliestStart), fromNow);
  const latest = Date.parse(entry.latestStart);
  const ends = held.map(
    other =>
      Date.parse(other.end) +
      (other.teardownMinutes + booking.setupMinutes) * MINUTE_MS,
  );
  const declined = new Set(entry.declinedStarts.map(Date.parse));
  return [...new Set([earliest, ...ends])]
    .filter(
      start => start >= earliest && start <= latest && !declined.has(start),
    )
    .sort((one, other) => one - other);
}

/**
 * The offers that are due now: to each that waits, in order, the first start at
 * which its booking goes with all that holds the environment and with the offers
 * made before. Run `ageWaitingEntry` over the entries first.
 *
 * @public
 */
export function dueOffers(
  question: OfferQuestion,
): { entryId: string; offer: SlotOffer }[] {
  const { entries, bookings, now, offerMinutes = 60 } = question;
  const byId = new Map(bookings.map(item => [item.id, item]));
  const taken = offeredTimes(entries, byId);
  const offers: { entryId: string; offer: SlotOffer }[] = [];
  for (const entry of orderWaitingList(entries, question)) {
    const booking = byId.get(entry.bookingId);
    if (booking && entry.status === 'waiting') {
      const held = [
        ...bookings.filter(
          ({ status }) => status === 'approved' || status === 'active',
        ),
        ...taken,
      ];
      const length = Date.parse(booking.end) - Date.parse(booking.start);
      const moved = possibleStarts(entry, booking, held, now)
        .map(start => ({
          ...booking,
          start: toIso(start),
          end: toIso(start + length),
        }))
        .find(slot => admitBooking(slot, held, question).admitted);
      if (moved) {
        const expiresAt = Math.min(
          now + offerMinutes * MINUTE_MS,
          Math.max(Date.parse(moved.start), now + SHORTEST_OFFER_MS),
        );
        offers.push({
          entryId: entry.id,
          offer: {
            start: moved.start,
            end: moved.end,
            offeredAt: toIso(now),
            expiresAt: toIso(expiresAt),
          },
        });
        taken.push({ ...moved, status: 'approved' });
      }
    }
  }
  return offers;
}
