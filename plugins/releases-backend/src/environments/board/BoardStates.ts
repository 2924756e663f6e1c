import { HOLDING_STATUSES } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { Clock } from '../../database';
import { BookingStore, StoredBooking } from '../store';
import { LastActivity } from '../versions';
import { OccupancyReader, ReadOccupancy } from './OccupancyReader';
import { KnownUse, UseStore } from './UseStore';

const DAY = 86_400_000;
/** Of so many days those count in which it was used. */
const USE_DAYS = 30;
const MOST_KEPT = 50;

/** What rows are made of before anybody in particular looks at them. */
export interface BoardState {
  held: Map<string, ReadOccupancy>;
  uses: Map<string, KnownUse>;
  lastDeployments: Map<string, string>;
  /** Of the bookings in it, those beside each in time and place. */
  besides: Map<string, Set<string>>;
  others: Map<string, StoredBooking>;
}

interface Kept {
  version: number;
  at: number;
  until: number;
  state: BoardState;
}

/**
 * Keeps on each replica what was read for the board, until somebody writes
 * something: each write of the suite appends to the audit log in its own
 * transaction, so the log's size, which is read each time, tells. Until then a
 * booking can begin or end, which is known before; and deployments, which are in
 * no audit log, are seen some seconds later.
 */
export class BoardStates {
  readonly #options: {
    knex: Knex;
    clock: Clock;
    bookings: BookingStore;
    occupancy: OccupancyReader;
    uses: UseStore;
    lastActivity: LastActivity;
    /** 0 keeps nothing. */
    keepMs: number;
  };
  readonly #kept = new Map<string, Kept>();

  constructor(options: {
    knex: Knex;
    clock: Clock;
    bookings: BookingStore;
    occupancy: OccupancyReader;
    uses: UseStore;
    lastActivity: LastActivity;
    keepMs: number;
  }) {
    this.#options = options;
  }

  /** Grows with each write. Read it before what is kept by it. */
  async version(): Promise<number> {
    const row = await this.#options
      .knex('audit_head')
      .where({ id: 1 })
      .first('size');
    return Number(row.size);
  }

  /** At a version that has just been read. */
  async of(
    refs: readonly string[],
    version: number,
  ): Promise<BoardState & { now: number }> {
    const { clock, knex, keepMs } = this.#options;
    const now = await clock(knex);
    const key = refs.join(' ');
    const kept = this.#kept.get(key);
    if (
      kept?.version === version &&
      now >= kept.at &&
      now < Math.min(kept.until, kept.at + keepMs)
    )
      return { ...kept.state, now };
    const { state, until } = await this.#read(refs, now);
    if (keepMs > 0) {
      if (this.#kept.size >= MOST_KEPT) this.#kept.clear();
      this.#kept.set(key, { version, at: now, until, state });
    }
    return { ...state, now };
  }

  async #read(
    refs: readonly string[],
    now: number,
  ): Promise<{ state: BoardState; until: number }> {
    const { bookings, occupancy, uses, lastActivity } = this.#options;
    const today = Math.floor(now / DAY);
    const [{ held, changesAt }, known, lastDeployments] = await Promise.all([
      occupancy.of(refs, now),
      uses.of(refs, today - USE_DAYS + 1),
      lastActivity.lastDeployments(refs),
    ]);
    const shown = [...held.values()].flatMap(({ now: here, next }) =>
      [...here, next].flatMap(booking =>
        booking && mayHaveBeside(booking) ? [booking.id] : [],
      ),
    );
    const besides = await bookings.besides([...new Set(shown)]);
    const ids = new Set([...besides.values()].flatMap(set => [...set]));
    const others = await bookings.getAll([...ids]);
    return {
      state: {
        held,
        uses: known,
        lastDeployments,
        besides,
        others: new Map(others.map(booking => [booking.id, booking])),
      },
      // At midnight other days count.
      until: Math.min(changesAt, (today + 1) * DAY),
    };
  }
}

/**
 * What holds its time alone is beside nothing that it would be told of: nobody
 * was let in without its consent.
 */
function mayHaveBeside({ status, mode, consents }: StoredBooking): boolean {
  return (
    !HOLDING_STATUSES.includes(status) ||
    mode !== 'exclusive' ||
    consents.length > 0
  );
}
