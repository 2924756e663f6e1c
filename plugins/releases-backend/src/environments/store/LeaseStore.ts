import { LeaseSlot, LeaseStatus } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  Clock,
  databaseClock,
  isSqlite,
  Listed,
  listRows,
  PageRequest,
  POSTGRES_NOW,
  toMillis,
} from '../../database';
import { Access, applyAccess } from '../../permissions';
import { bookingAccess } from './bookingAccess';
import {
  LeaseRow,
  StoredLease,
  StoredTicket,
  TicketRow,
  toLease,
  toLeaseRow,
  toTicket,
} from './leaseRows';
import { LockRow } from './lockEnvironments';

const TABLE = 'environments_leases';
const TICKETS = 'environments_lease_tickets';
const LOCKS = 'environments_locks';
const BOOKINGS = 'environments_bookings';

export interface LeaseFilter {
  environmentRef?: string[];
  status?: LeaseStatus[];
  holder?: string;
}

/** The last lease of an environment, as it is kept. */
export interface StoredSlot extends LeaseSlot {
  lease?: StoredLease;
}

export class LeaseStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(
    query: LeaseFilter & PageRequest,
    access: Access,
  ): Promise<Listed<StoredLease>> {
    const { environmentRef, status, holder, limit, cursor } = query;
    const listed = await listRows<LeaseRow>(
      () => {
        const rows = this.#knex(TABLE);
        if (environmentRef)
          rows.whereIn(`${TABLE}.environment_ref`, environmentRef);
        if (status) rows.whereIn(`${TABLE}.status`, status);
        if (holder) rows.where(`${TABLE}.holder_id`, holder);
        // Who may read its booking may read a lease.
        if (!('all' in access))
          rows.whereIn(
            `${TABLE}.booking_id`,
            applyAccess(
              this.#knex(BOOKINGS),
              access,
              bookingAccess(this.#knex),
            ).select(`${BOOKINGS}.id`),
          );
        return rows;
      },
      {
        table: TABLE,
        order: { name: '-acquired', column: 'acquired_at', direction: 'desc' },
        limit,
        cursor,
      },
    );
    return { ...listed, items: listed.items.map(toLease) };
  }

  async get(id: string): Promise<StoredLease | undefined> {
    const row: LeaseRow | undefined = await this.#knex(TABLE)
      .where({ id })
      .first();
    return row && toLease(row);
  }

  /** Nobody else changes it until the transaction ends. */
  async lock(
    tx: Knex.Transaction,
    id: string,
  ): Promise<StoredLease | undefined> {
    const row: LeaseRow | undefined = await tx(TABLE)
      .where({ id })
      .forUpdate()
      .first();
    return row && toLease(row);
  }

  /**
   * The same, with the time. On PostgreSQL both in one question: who changes a
   * lease while this waits for its row leaves that in its status, so that a time
   * of before the wait lets nobody through who should not be.
   */
  async lockNow(
    tx: Knex.Transaction,
    id: string,
    clock: Clock,
  ): Promise<{ lease: StoredLease; now: number } | undefined> {
    if (isSqlite(tx) || clock !== databaseClock) {
      const lease = await this.lock(tx, id);
      return lease && { lease, now: await clock(tx) };
    }
    const row = await tx(TABLE)
      .where({ id })
      .forUpdate()
      .first('*', tx.raw(`${POSTGRES_NOW} as now`));
    return row && { lease: toLease(row), now: Number(row.now) };
  }

  /** Of an environment, with its last lease locked: a renewal could make it live on. */
  async slot(tx: Knex.Transaction, lock: LockRow): Promise<StoredSlot> {
    const lease = lock.lease_id
      ? await this.lock(tx, lock.lease_id)
      : undefined;
    return {
      environmentRef: lock.environment_ref,
      lastToken: Number(lock.last_token),
      ...(lease && { lease }),
    };
  }

  /** The same without any lock, to say what became of a token. */
  async peek(db: Knex, environmentRef: string): Promise<StoredSlot> {
    const lock: LockRow | undefined = await db(LOCKS)
      .where({ environment_ref: environmentRef })
      .first();
    const row: LeaseRow | undefined = lock?.lease_id
      ? await db(TABLE).where({ id: lock.lease_id }).first()
      : undefined;
    return {
      environmentRef,
      lastToken: Number(lock?.last_token ?? 0),
      ...(row && { lease: toLease(row) }),
    };
  }

  /** Gives out its token too, which the row of the environment's lock guards. */
  async insert(tx: Knex.Transaction, lease: StoredLease): Promise<void> {
    await tx(TABLE).insert(toLeaseRow(lease));
    await tx(LOCKS)
      .where({ environment_ref: lease.environmentRef })
      .where('last_token', '<', lease.token)
      .update({ last_token: lease.token, lease_id: lease.id });
  }

  async update(tx: Knex.Transaction, lease: StoredLease): Promise<void> {
    const { id, ...columns } = toLeaseRow(lease);
    await tx(TABLE).where({ id }).update(columns);
  }

  /** Those that a booking holds live, locked. */
  async heldBy(
    tx: Knex.Transaction,
    bookingId: string,
  ): Promise<StoredLease[]> {
    const rows: LeaseRow[] = await tx(TABLE)
      .where({ booking_id: bookingId, status: 'held' })
      .orderBy('id')
      .forUpdate()
      .select();
    return rows.map(toLease);
  }

  /** Ids of those that have expired and do not say so yet. */
  async due(now: number, limit: number): Promise<string[]> {
    const rows: { id: string }[] = await this.#knex(TABLE)
      .where('status', 'held')
      .where('expires_at', '<=', now)
      .orderBy('expires_at')
      .limit(limit)
      .select('id');
    return rows.map(row => row.id);
  }

  async tickets(
    tx: Knex.Transaction,
    environmentRef: string,
    now: number,
  ): Promise<StoredTicket[]> {
    const rows: TicketRow[] = await tx(TICKETS)
      .where({ environment_ref: environmentRef })
      .where('poll_by', '>', now)
      .orderBy('sequence');
    return rows.map(toTicket);
  }

  /** At the end of the queue; under the lock of the environment. */
  async join(
    tx: Knex.Transaction,
    ticket: Omit<StoredTicket, 'sequence'>,
  ): Promise<StoredTicket> {
    const place = { environment_ref: ticket.environmentRef };
    await tx(LOCKS).where(place).increment('last_ticket', 1);
    const { last_ticket: last } = await tx(LOCKS)
      .where(place)
      .first('last_ticket');
    const sequence = Number(last);
    await tx(TICKETS).insert({
      id: ticket.id,
      ...place,
      holder: JSON.stringify(ticket.holder),
      created_by: ticket.createdBy,
      sequence,
      joined_at: toMillis(ticket.joinedAt),
      poll_by: toMillis(ticket.pollBy),
    });
    return { ...ticket, sequence };
  }

  async stay(
    tx: Knex.Transaction,
    ticket: StoredTicket,
    pollBy: number,
  ): Promise<StoredTicket> {
    await tx(TICKETS).where({ id: ticket.id }).update({ poll_by: pollBy });
    return { ...ticket, pollBy: new Date(pollBy).toISOString() };
  }

  /** True when it was there. */
  async leave(
    db: Knex,
    ticket: { id: string; createdBy?: string },
  ): Promise<boolean> {
    const query = db(TICKETS).where({ id: ticket.id });
    if (ticket.createdBy) query.where({ created_by: ticket.createdBy });
    return (await query.delete()) > 0;
  }

  /** Of those who stopped asking. */
  async dropTickets(before: number): Promise<number> {
    return this.#knex(TICKETS).where('poll_by', '<', before).delete();
  }
}
