import {
  ageWaitingEntry,
  dueOffers,
  SlotOffer,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { toMillis } from '../../database';
import { BookingPolicies } from '../service/BookingPolicies';
import { OWN_ACTOR } from '../service/ownActor';
import {
  BookingStore,
  StoredBooking,
  StoredWaiting,
  WaitingStore,
} from '../store';
import { asEntry } from './asEntry';
import { offeredTimes } from './offeredTimes';
import { WaitingWriter } from './WaitingWriter';

const DAY_MS = 86_400_000;

/** A slot that somebody gets, if they want it. */
export interface MadeOffer {
  booking: StoredBooking;
  offer: SlotOffer;
}

export interface OffersOptions {
  bookings: BookingStore;
  waiting: WaitingStore;
  waitingWriter: WaitingWriter;
  policies: Pick<BookingPolicies, 'matrix'>;
  /** How long an offer stands. */
  minutes: number;
  /** Tells who is offered something, within the transaction. */
  onOffer?: (tx: Knex.Transaction, made: MadeOffer) => Promise<void>;
}

/** Gives what is free to those that wait for it, in their order. */
export class Offers {
  readonly #options: OffersOptions;

  constructor(options: OffersOptions) {
    this.#options = options;
  }

  /**
   * Under the locks of these environments, in which something may have become
   * free. Where somebody waits for others beside them, it is left to the clock,
   * which takes all of those locks: nobody is passed over for that. Answers how
   * many entries it changed.
   */
  async make(
    tx: Knex.Transaction,
    at: { environments: readonly string[]; now: number },
  ): Promise<number> {
    const { bookings, waiting, policies, minutes } = this.#options;
    const { now } = at;
    const environments = [...new Set(at.environments)];
    const entries = await waiting.live(environments, tx);
    if (entries.length === 0) return 0;
    const holding = await waiting.holding(environments, tx);
    const ids = [...entries, ...holding].map(({ bookingId }) => bookingId);
    const named = await bookings.getAll([...new Set(ids)], tx);
    const byId = new Map(named.map(item => [item.id, item]));
    const isLocked = entries.every(({ bookingId }) =>
      byId
        .get(bookingId)
        ?.environments.every(ref => environments.includes(ref)),
    );
    if (!isLocked) {
      await waiting.nudge(
        tx,
        entries.map(({ id }) => id),
      );
      return 0;
    }
    const aged: WaitingEntry[] = [];
    let changed = 0;
    for (const entry of entries) {
      const booking = byId.get(entry.bookingId)!;
      const before = asEntry(entry, booking);
      const after = ageWaitingEntry(before, now);
      aged.push(after);
      if (after !== before) {
        changed += 1;
        const verb = after.status === 'expired' ? 'wait-expire' : 'offer-lapse';
        await this.#write(tx, booking, { verb, before: entry, after });
      }
    }
    const kept = offeredTimes(
      holding.filter(({ status }) => status === 'accepted'),
      named,
    );
    const standing = await bookings.standing(
      environments,
      spanOf(aged, byId),
      tx,
    );
    const offers = dueOffers({
      entries: aged,
      bookings: [
        ...standing.filter(({ id }) => !byId.has(id)),
        ...named,
        ...kept,
      ],
      matrix: policies.matrix,
      now,
      offerMinutes: minutes,
    });
    for (const { entryId, offer } of offers) {
      const entry = aged.find(({ id }) => id === entryId)!;
      const booking = byId.get(entry.bookingId)!;
      changed += 1;
      await this.#write(tx, booking, {
        verb: 'offer',
        before: stored(entry),
        after: { ...entry, status: 'offered', offer },
      });
      await this.#options.onOffer?.(tx, { booking, offer });
    }
    return changed;
  }

  async #write(
    tx: Knex.Transaction,
    booking: StoredBooking,
    change: {
      verb: 'wait-expire' | 'offer-lapse' | 'offer';
      before: StoredWaiting;
      after: WaitingEntry;
    },
  ): Promise<void> {
    await this.#options.waitingWriter.write(
      tx,
      booking,
      { ...change, after: stored(change.after) },
      OWN_ACTOR,
    );
  }
}

/** Of a live entry: only an offer keeps anything. */
function stored(entry: WaitingEntry): StoredWaiting {
  const { environments, onBehalfOf, ...rest } = entry;
  return { ...rest, holds: entry.status === 'offered' };
}

/** All that any of them could get, with buffers. */
function spanOf(
  entries: readonly WaitingEntry[],
  byId: ReadonlyMap<string, StoredBooking>,
): { from: number; to: number } {
  const starts = entries.map(entry => toMillis(entry.earliestStart));
  const ends = entries.map(({ latestStart, bookingId }) => {
    const { start, end } = byId.get(bookingId)!;
    return toMillis(latestStart) + toMillis(end) - toMillis(start);
  });
  return {
    from: Math.min(...starts) - 2 * DAY_MS,
    to: Math.max(...ends) + 2 * DAY_MS,
  };
}
