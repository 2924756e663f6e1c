import { Knex } from 'knex';
import { chunksOf, Listed, listRows, PageRequest } from '../../database';
import { Access, applyAccess } from '../../permissions';
import { bookingAccess } from './bookingAccess';
import {
  StoredWaiting,
  toWaiting,
  toWaitingRow,
  WaitingRow,
} from './waitingRows';

const TABLE = 'environments_waiting';
const PARTS = 'environments_booking_environments';
const BOOKINGS = 'environments_bookings';

export interface WaitingFilter {
  environmentRef?: string[];
  onBehalfOf?: string[];
}

/** Who waits for environments, and what is kept for them. */
export class WaitingStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Those that wait or have an offer, in their order. */
  async list(
    query: WaitingFilter & PageRequest,
    access: Access,
  ): Promise<Listed<StoredWaiting>> {
    const { environmentRef, onBehalfOf, limit, cursor } = query;
    const listed = await listRows<WaitingRow>(
      () => {
        const readable = applyAccess(
          this.#knex(BOOKINGS),
          access,
          bookingAccess(this.#knex),
        ).select(`${BOOKINGS}.id`);
        if (onBehalfOf) readable.whereIn(`${BOOKINGS}.group_ref`, onBehalfOf);
        const rows = this.#knex(TABLE).where(`${TABLE}.live`, 1);
        if (!('all' in access) || onBehalfOf)
          rows.whereIn(`${TABLE}.booking_id`, readable);
        if (environmentRef)
          rows.whereIn(
            `${TABLE}.booking_id`,
            this.#knex(PARTS)
              .whereIn('environment_ref', environmentRef)
              .select('booking_id'),
          );
        return rows;
      },
      {
        table: TABLE,
        order: { name: 'rank', column: 'rank_at', direction: 'asc' },
        limit,
        cursor,
      },
    );
    return { ...listed, items: listed.items.map(toWaiting) };
  }

  /** Those that wait in one of these environments or have an offer, in their order. */
  async live(
    environments: readonly string[],
    db: Knex = this.#knex,
  ): Promise<StoredWaiting[]> {
    return this.#inEnvironments(db, environments, { live: 1 });
  }

  /** Those for which a slot in one of these environments is kept. */
  async holding(
    environments: readonly string[],
    db: Knex = this.#knex,
  ): Promise<StoredWaiting[]> {
    return this.#inEnvironments(db, environments, { holds: 1 });
  }

  /** The last entry of a booking, waiting or over. */
  async ofBooking(
    bookingId: string,
    db: Knex = this.#knex,
  ): Promise<StoredWaiting | undefined> {
    const row: WaitingRow | undefined = await db(TABLE)
      .where({ booking_id: bookingId })
      .orderBy([
        { column: 'live', order: 'desc' },
        { column: 'joined_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .first();
    return row && toWaiting(row);
  }

  async insert(tx: Knex.Transaction, entry: StoredWaiting): Promise<void> {
    await tx(TABLE).insert(toWaitingRow(entry));
  }

  async update(tx: Knex.Transaction, entry: StoredWaiting): Promise<void> {
    const { id, ...columns } = toWaitingRow(entry);
    await tx(TABLE).where({ id }).update(columns);
  }

  /** Has the clock look at them next: something may have become free for them. */
  async nudge(tx: Knex.Transaction, ids: string[]): Promise<void> {
    for (const chunk of chunksOf(ids))
      await tx(TABLE)
        .whereIn('id', chunk)
        .where('live', 1)
        .update({ due_at: 0 });
  }

  /** Ids of bookings whose entries the clock may have something to do with. */
  async due(now: number, limit: number): Promise<string[]> {
    const rows: WaitingRow[] = await this.#knex(TABLE)
      .where('due_at', '<=', now)
      .orderBy(['due_at', 'id'])
      .limit(limit)
      .select('booking_id');
    return rows.map(row => row.booking_id);
  }

  async #inEnvironments(
    db: Knex,
    environments: readonly string[],
    which: { live?: 1; holds?: 1 },
  ): Promise<StoredWaiting[]> {
    const entries = new Map<string, WaitingRow>();
    for (const chunk of chunksOf(environments)) {
      const rows: WaitingRow[] = await db(TABLE)
        .where(which)
        .whereIn(
          'booking_id',
          db(PARTS).whereIn('environment_ref', chunk).select('booking_id'),
        );
      for (const row of rows) entries.set(row.id, row);
    }
    return [...entries.values()]
      .sort(
        (one, other) =>
          Number(one.rank_at) - Number(other.rank_at) ||
          one.id.localeCompare(other.id, 'en'),
      )
      .map(toWaiting);
  }
}
