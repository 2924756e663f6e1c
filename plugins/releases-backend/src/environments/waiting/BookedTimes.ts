import { Knex } from 'knex';
import { BookingStore, StoredBooking, WaitingStore } from '../store';
import { offeredTimes } from './offeredTimes';

/** What takes up environments: bookings, and slots that are kept for who waits. */
export class BookedTimes {
  readonly #bookings: BookingStore;
  readonly #waiting: WaitingStore;

  constructor(options: { bookings: BookingStore; waiting: WaitingStore }) {
    this.#bookings = options.bookings;
    this.#waiting = options.waiting;
  }

  /** Instants in epoch milliseconds. */
  async within(
    environments: readonly string[],
    span: { from: number; to: number },
    tx?: Knex.Transaction,
  ): Promise<StoredBooking[]> {
    const standing = await this.#bookings.standing(environments, span, tx);
    const holding = await this.#waiting.holding(environments, tx);
    if (holding.length === 0) return standing;
    const waiting = await this.#bookings.getAll(
      holding.map(({ bookingId }) => bookingId),
      tx,
    );
    const offered = offeredTimes(holding, waiting);
    const ids = new Set(offered.map(({ id }) => id));
    return [...standing.filter(({ id }) => !ids.has(id)), ...offered];
  }
}
