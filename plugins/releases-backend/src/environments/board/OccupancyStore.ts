import {
  BookingMode,
  BookingStatus,
  HOLDING_STATUSES,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { BigintColumn, chunksOf } from '../../database';
import { LeaseRow, StoredLease, toLease } from '../store';
import { SPAN_CLASSES } from '../store/spanClasses';

const PARTS = 'environments_booking_environments';
const BOOKINGS = 'environments_bookings';
const LEASES = 'environments_leases';
const LOCKS = 'environments_locks';

/** A booking's time in one environment, buffers included, in epoch milliseconds. */
export interface BookedPart {
  environmentRef: string;
  bookingId: string;
  revision: number;
  mode: BookingMode;
  status: BookingStatus;
  from: number;
  to: number;
}

interface PartRow {
  environment_ref: string;
  booking_id: string;
  revision: number;
  mode: string;
  status: string;
  occupied_from: BigintColumn;
  occupied_to: BigintColumn;
}

/**
 * Who is in environments around an instant. Each query looks into short ranges
 * of an index, one for each environment and class of lengths, however many
 * bookings there are.
 */
export class OccupancyStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Those that hold some of these environments and take up the instant. */
  async present(refs: readonly string[], now: number): Promise<BookedPart[]> {
    const rows = await this.#inChunks(refs, chunk =>
      unionOfClasses(longest =>
        this.#holding(chunk)
          .where('p.occupied_from', '<=', now)
          .where('p.occupied_from', '>', now - longest)
          .where('p.occupied_to', '>', now),
      ),
    );
    return rows.map(toPart);
  }

  /** Those that hold one of these environments and begin in (after, until]. */
  async beginning(
    refs: readonly string[],
    span: { after: number; until: number },
  ): Promise<BookedPart[]> {
    const rows = await this.#inChunks(refs, chunk =>
      unionOfClasses(() =>
        this.#holding(chunk)
          .where('p.occupied_from', '>', span.after)
          .where('p.occupied_from', '<=', span.until),
      ),
    );
    return rows.map(toPart);
  }

  /** Of each of these environments the first to come that holds it, and the first that holds or asks for it; observers apart. */
  async next(refs: readonly string[], now: number): Promise<BookedPart[]> {
    const wanted = new Map<string, Set<string>>();
    for (const chunk of chunksOf(refs)) {
      const rows: Record<string, string | null>[] = await this.#knex(
        `${LOCKS} as l`,
      )
        .whereIn('l.environment_ref', chunk)
        .select('l.environment_ref', ...this.#firstOfClasses(now));
      for (const { environment_ref: ref, ...ids } of rows)
        for (const id of Object.values(ids))
          if (ref && id) wanted.set(id, (wanted.get(id) ?? new Set()).add(ref));
    }
    const parts = await this.#inChunks([...wanted.keys()], chunk =>
      this.#parts().whereIn('p.booking_id', chunk),
    );
    return parts
      .map(toPart)
      .filter(part => wanted.get(part.bookingId)?.has(part.environmentRef));
  }

  /** The last lease of each, live or over. */
  async lastLeases(refs: readonly string[]): Promise<Map<string, StoredLease>> {
    const found = new Map<string, StoredLease>();
    for (const chunk of chunksOf(refs)) {
      const rows: LeaseRow[] = await this.#knex(LEASES)
        .join(`${LOCKS} as l`, 'l.lease_id', `${LEASES}.id`)
        .whereIn('l.environment_ref', chunk)
        .select(`${LEASES}.*`);
      for (const row of rows) found.set(row.environment_ref, toLease(row));
    }
    return found;
  }

  #parts(): Knex.QueryBuilder {
    return this.#knex(`${PARTS} as p`)
      .join(`${BOOKINGS} as b`, 'b.id', 'p.booking_id')
      .select(
        'p.environment_ref',
        'p.booking_id',
        'b.revision',
        'b.mode',
        'b.status',
        'p.occupied_from',
        'p.occupied_to',
      );
  }

  #holding(refs: string[]): Knex.QueryBuilder {
    return this.#parts()
      .whereIn('p.environment_ref', refs)
      .where('p.standing', 1)
      .whereIn('b.status', HOLDING_STATUSES);
  }

  #firstOfClasses(now: number): Knex.QueryBuilder[] {
    const first = (spanClass: number) =>
      this.#knex(`${PARTS} as p`)
        .join(`${BOOKINGS} as b`, 'b.id', 'p.booking_id')
        .whereRaw('p.environment_ref = l.environment_ref')
        .where('p.standing', 1)
        .where('p.span_class', spanClass)
        .where('p.occupied_from', '>', now)
        .whereNot('b.mode', 'observer')
        .orderBy('p.occupied_from')
        .limit(1)
        .select('p.booking_id');
    return SPAN_CLASSES.flatMap((_, spanClass) => [
      first(spanClass).as(`any_${spanClass}`),
      first(spanClass)
        .whereIn('b.status', HOLDING_STATUSES)
        .as(`holding_${spanClass}`),
    ]);
  }

  async #inChunks(
    values: readonly string[],
    query: (chunk: string[]) => Knex.QueryBuilder,
  ): Promise<PartRow[]> {
    const rows: PartRow[] = [];
    for (const chunk of chunksOf(values)) rows.push(...(await query(chunk)));
    return rows;
  }
}

function unionOfClasses(
  query: (longest: number) => Knex.QueryBuilder,
): Knex.QueryBuilder {
  const [first, ...others] = SPAN_CLASSES.map((longest, spanClass) =>
    query(longest).where('p.span_class', spanClass),
  );
  return first.unionAll(others);
}

function toPart(row: PartRow): BookedPart {
  return {
    environmentRef: row.environment_ref,
    bookingId: row.booking_id,
    revision: row.revision,
    mode: row.mode as BookingMode,
    status: row.status as BookingStatus,
    from: Number(row.occupied_from),
    to: Number(row.occupied_to),
  };
}
