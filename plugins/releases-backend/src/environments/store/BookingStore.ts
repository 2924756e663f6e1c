import {
  BookingStatus,
  BookingUsage,
  MAX_BOOKING_DAYS,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  chunksOf,
  Listed,
  PageRequest,
  ResourceStore,
  snapshot,
  toMillis,
} from '../../database';
import { Access, AccessMapping, applyAccess } from '../../permissions';
import { bookingAccess } from './bookingAccess';
import {
  BookingEnvironmentRow,
  BookingRow,
  StoredBooking,
  toBooking,
  toBookingParts,
  toBookingRow,
} from './bookingRows';
import { overlappingPairs, overlappingParts } from './overlappingParts';

const TABLE = 'environments_bookings';
const ENVIRONMENTS = 'environments_booking_environments';
const LONGEST = MAX_BOOKING_DAYS * 86_400_000;

export interface BookingFilter {
  environmentRef?: string[];
  groupRef?: string[];
  requestedBy?: string[];
  status?: BookingStatus[];
  usage?: BookingUsage[];
  releaseId?: string;
  seriesId?: string;
  q?: string;
  from?: string;
  to?: string;
  order: 'start' | '-start';
  /** Whose drafts are among them. */
  actor: string;
}

export class BookingStore extends ResourceStore<StoredBooking, BookingRow> {
  readonly #access: AccessMapping;

  constructor(options: { knex: Knex }) {
    super({ ...options, table: TABLE });
    this.#access = bookingAccess(options.knex);
  }

  async list(
    query: BookingFilter & PageRequest,
    access: Access,
  ): Promise<Listed<StoredBooking>> {
    const { limit, cursor, order } = query;
    return this.listed(
      rows => {
        this.#where(rows, query);
        return applyAccess(rows, access, this.#access);
      },
      {
        limit,
        cursor,
        order: {
          name: order,
          column: 'start_at',
          direction: order === 'start' ? 'asc' : 'desc',
        },
      },
    );
  }

  /** Which of these the access covers. */
  async covered(ids: string[], access: Access): Promise<Set<string>> {
    if ('all' in access) return new Set(ids);
    const covered = new Set<string>();
    if ('none' in access) return covered;
    for (const chunk of chunksOf(ids)) {
      const rows: { id: string }[] = await applyAccess(
        this.knex(TABLE).whereIn(`${TABLE}.id`, chunk),
        access,
        this.#access,
      ).select(`${TABLE}.id`);
      for (const row of rows) covered.add(row.id);
    }
    return covered;
  }

  /** Those that exist, in any order. */
  async getAll(ids: string[], tx?: Knex.Transaction): Promise<StoredBooking[]> {
    const items: StoredBooking[] = [];
    for (const chunk of chunksOf(ids))
      items.push(
        ...(await this.found(query => query.whereIn('id', chunk), tx)),
      );
    return items;
  }

  /**
   * Those that stand in one of these environments and take up some of the span,
   * buffers included; instants in epoch milliseconds.
   */
  async standing(
    environments: readonly string[],
    span: { from: number; to: number },
    tx?: Knex.Transaction,
  ): Promise<StoredBooking[]> {
    const db = tx ?? this.knex;
    const ids = new Set<string>();
    for (const environment of environments) {
      const rows: { booking_id: string }[] = await overlappingParts(
        db,
        environment,
        span,
      );
      for (const row of rows) ids.add(row.booking_id);
    }
    return this.getAll([...ids], tx);
  }

  /** For each of these that stands, the ids of those beside it in time and place. */
  async besides(ids: string[]): Promise<Map<string, Set<string>>> {
    const besides = new Map<string, Set<string>>();
    for (const chunk of chunksOf(ids)) {
      const rows: { id: string; other_id: string }[] = await overlappingPairs(
        this.knex,
        chunk,
      );
      for (const { id, other_id: other } of rows) {
        const known = besides.get(id);
        if (known) known.add(other);
        else besides.set(id, new Set([other]));
      }
    }
    return besides;
  }

  /** In their order. */
  async ofSeries(seriesId: string): Promise<StoredBooking[]> {
    return this.found(query =>
      query.where('series_id', seriesId).orderBy(['start_at', 'id']),
    );
  }

  /** A group's bookings of one environment that touch a span. */
  async ofGroup(
    db: Knex,
    options: { environment: string; group: string; from: number; to: number },
  ): Promise<StoredBooking[]> {
    const { environment, group, from, to } = options;
    const rows: BookingRow[] = await db(TABLE)
      .where('group_ref', group)
      .where('start_at', '>', from - LONGEST)
      .where('start_at', '<', to)
      .where('end_at', '>', from)
      .whereIn(
        'id',
        db(ENVIRONMENTS)
          .where('environment_ref', environment)
          .select('booking_id'),
      );
    return this.assemble(rows, db);
  }

  /** Those that the clock may have something to do with, page by page. */
  async due(
    now: number,
    after: { dueAt: number; id: string } | undefined,
    limit: number,
  ): Promise<{ id: string; dueAt: number }[]> {
    const query = this.knex(TABLE).where('due_at', '<=', now);
    if (after)
      query.where(later =>
        later
          .where('due_at', '>', after.dueAt)
          .orWhere(tie =>
            tie.where('due_at', after.dueAt).where('id', '>', after.id),
          ),
      );
    const rows: BookingRow[] = await query
      .orderBy(['due_at', 'id'])
      .limit(limit)
      .select('id', 'due_at');
    return rows.map(row => ({ id: row.id, dueAt: Number(row.due_at) }));
  }

  /** All of them in pages, for rebuilding what is derived. */
  async after(id: string | undefined, limit: number): Promise<StoredBooking[]> {
    return this.found(query =>
      (id ? query.where('id', '>', id) : query).orderBy('id').limit(limit),
    );
  }

  async insert(tx: Knex.Transaction, booking: StoredBooking): Promise<void> {
    await super.insert(tx, booking);
    await tx(ENVIRONMENTS).insert(toBookingParts(booking));
  }

  async update(
    tx: Knex.Transaction,
    booking: StoredBooking,
    revision: number,
  ): Promise<boolean> {
    if (!(await super.update(tx, booking, revision))) return false;
    await tx(ENVIRONMENTS).where('booking_id', booking.id).delete();
    await tx(ENVIRONMENTS).insert(toBookingParts(booking));
    return true;
  }

  #where(query: Knex.QueryBuilder, filter: BookingFilter): void {
    const column = (name: string) => `${TABLE}.${name}`;
    const { environmentRef, groupRef, requestedBy, status, usage } = filter;
    const { releaseId, seriesId, q, from, to, actor } = filter;
    query.where(visible =>
      visible
        .whereNot(column('status'), 'draft')
        .orWhere(column('requested_by'), actor),
    );
    if (environmentRef)
      query.whereIn(
        column('id'),
        this.knex(ENVIRONMENTS)
          .whereIn('environment_ref', environmentRef)
          .select('booking_id'),
      );
    if (groupRef) query.whereIn(column('group_ref'), groupRef);
    if (requestedBy) query.whereIn(column('requested_by'), requestedBy);
    if (status) query.whereIn(column('status'), status);
    if (usage) query.whereIn(column('usage'), usage);
    if (releaseId) query.where(column('release_id'), releaseId);
    if (seriesId) query.where(column('series_id'), seriesId);
    if (q)
      query.whereRaw(`?? like ? escape '\\'`, [
        column('purpose_lower'),
        `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`,
      ]);
    if (from)
      query
        .where(column('end_at'), '>', toMillis(from))
        // None is longer, so that the index on the start has two ends.
        .where(column('start_at'), '>=', toMillis(from) - LONGEST);
    if (to) query.where(column('start_at'), '<', toMillis(to));
  }

  /** Or a reader could find the environments of another revision than the rest. */
  protected reading<R>(read: (db: Knex) => Promise<R>): Promise<R> {
    return snapshot(this.knex, read);
  }

  protected async assemble(
    rows: BookingRow[],
    db: Knex,
  ): Promise<StoredBooking[]> {
    const parts = new Map<string, BookingEnvironmentRow[]>();
    for (const ids of chunksOf(rows.map(row => row.id))) {
      const found: BookingEnvironmentRow[] = await db(ENVIRONMENTS)
        .whereIn('booking_id', ids)
        .orderBy(['booking_id', 'position']);
      for (const part of found)
        parts.set(part.booking_id, [
          ...(parts.get(part.booking_id) ?? []),
          part,
        ]);
    }
    return rows.map(row => toBooking(row, parts.get(row.id) ?? []));
  }

  protected toRow(booking: StoredBooking): BookingRow {
    return toBookingRow(booking);
  }
}
