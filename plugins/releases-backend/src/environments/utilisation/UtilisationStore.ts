import {
  MeasuredBooking,
  MeasuredWait,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { BigintColumn, chunksOf } from '../../database';
import { SPAN_CLASSES } from '../store/spanClasses';

const PARTS = 'environments_booking_environments';
const BOOKINGS = 'environments_bookings';
const WAITING = 'environments_waiting';

interface BookedRow {
  environment_ref: string;
  group_ref: string;
  status: string;
  occupied_from: BigintColumn;
  occupied_to: BigintColumn;
  active_since: BigintColumn | null;
  ended_at: BigintColumn | null;
}

interface WaitingRow {
  environment_ref: string;
  group_ref: string;
  status: string;
  joined_at: BigintColumn;
  earliest_start: BigintColumn;
  latest_start: BigintColumn;
  start_at: BigintColumn;
  ended_at: BigintColumn | null;
}

/** A period that has passed, in epoch milliseconds. */
interface Passed {
  from: number;
  to: number;
  now: number;
}

/** Only what the figures are made of, of bookings in a period. */
export class UtilisationStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** At most `limit` of them. */
  async bookings(
    refs: readonly string[],
    period: Passed,
    limit: number,
  ): Promise<MeasuredBooking[]> {
    const found: MeasuredBooking[] = [];
    for (const chunk of chunksOf(refs)) {
      if (found.length >= limit) break;
      const rows: BookedRow[] = await this.#booked(chunk, period).limit(
        limit - found.length,
      );
      for (const row of rows) {
        const booking = toMeasured(row, period.now);
        if (booking) found.push(booking);
      }
    }
    return found;
  }

  async waits(
    refs: readonly string[],
    period: Passed,
    limit: number,
  ): Promise<MeasuredWait[]> {
    const found: MeasuredWait[] = [];
    for (const chunk of chunksOf(refs)) {
      const rows: WaitingRow[] = await this.#knex(`${WAITING} as w`)
        .join(`${BOOKINGS} as b`, 'b.id', 'w.booking_id')
        .join(`${PARTS} as p`, 'p.booking_id', 'b.id')
        .where('w.joined_at', '<', period.to)
        .where(still =>
          still.where('w.live', 1).orWhere('w.latest_start', '>=', period.from),
        )
        .whereIn('p.environment_ref', chunk)
        .limit(Math.max(0, limit - found.length))
        .select(
          'p.environment_ref',
          'b.group_ref',
          'b.start_at',
          'b.ended_at',
          'w.status',
          'w.joined_at',
          'w.earliest_start',
          'w.latest_start',
        );
      for (const row of rows) found.push(toWait(row, period.now));
    }
    return found.filter(({ from, to }) => from < to);
  }

  #booked(refs: string[], { from, to }: Passed): Knex.QueryBuilder {
    const [first, ...others] = SPAN_CLASSES.map((longest, spanClass) =>
      this.#knex(`${PARTS} as p`)
        .join(`${BOOKINGS} as b`, 'b.id', 'p.booking_id')
        .whereIn('p.environment_ref', refs)
        // Both, so that the index is one that leads to a short range.
        .whereIn('p.standing', [0, 1])
        .where('p.span_class', spanClass)
        .where('p.occupied_from', '<', to)
        .where('p.occupied_from', '>', from - longest)
        .where('p.occupied_to', '>', from)
        .whereNot('b.mode', 'observer')
        .where(held =>
          held
            .whereNotNull('b.active_since')
            .orWhereIn('b.status', ['approved', 'no-show']),
        )
        .select(
          'p.environment_ref',
          'b.group_ref',
          'b.status',
          'p.occupied_from',
          'p.occupied_to',
          'b.active_since',
          'b.ended_at',
        ),
    );
    return this.#knex.from(first.unionAll(others).as('held'));
  }
}

function toMeasured(row: BookedRow, now: number): MeasuredBooking | undefined {
  const start = Number(row.occupied_from);
  const end = Math.min(
    Number(row.occupied_to),
    row.ended_at === null ? Infinity : Number(row.ended_at),
  );
  if (end <= start) return undefined;
  const isNoShow = row.status === 'no-show';
  const since =
    row.active_since === null ? undefined : Number(row.active_since);
  return {
    environmentRef: row.environment_ref,
    team: row.group_ref,
    held: { start, end },
    ...(since !== undefined &&
      since < end && { used: { start: since, end: Math.min(end, now) } }),
    ...(isNoShow && { isNoShow }),
  };
}

/** From when they wanted to begin, or asked for it when that was later. */
function toWait(row: WaitingRow, now: number): MeasuredWait {
  const from = Math.max(Number(row.joined_at), Number(row.earliest_start));
  return {
    environmentRef: row.environment_ref,
    team: row.group_ref,
    from,
    to: Math.min(endOf(row), now),
  };
}

function endOf(row: WaitingRow): number {
  switch (row.status) {
    case 'waiting':
    case 'offered':
      return Infinity;
    case 'accepted':
      return Number(row.start_at);
    default:
      return Number(row.ended_at ?? row.latest_start);
  }
}
