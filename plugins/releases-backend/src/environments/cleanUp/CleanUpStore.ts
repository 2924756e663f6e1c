import { CleanUpStep } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { BigintColumn, toInstant } from '../../database';

const STEPS = 'environments_clean_up_steps';
const BOOKINGS = 'environments_bookings';
const PLACES = 'environments_booking_environments';
const LEASES = 'environments_leases';
const EXPIRED = 'environments_expired';
const AT_ONCE = 200;
/** What ended longer ago is not gone after any more. */
const LOOK_BACK_MS = 30 * 86_400_000;
/** Of a lease that is renewed more often, its holder knows. */
const LONG_LEASE_MS = 3_600_000;

/** A booking or lease that ends soon, or has ended and was not given back. */
export interface CleanUpSubject {
  /** As `lease:5f0c…`. */
  ref: string;
  kind: 'booking' | 'lease';
  bookingId: string;
  environments: string[];
  start: string;
  expiresAt: string;
  timeZone: string;
  purpose: string;
  holders: string[];
  hasEnded: boolean;
  /** Of a lease: its own; how long the same holder may still come back. */
  graceMinutes?: number;
  token?: number;
}

interface Row {
  id: string;
  booking_id: string;
  start_at: BigintColumn;
  expires_at: BigintColumn;
  time_zone: string;
  purpose: string;
  requested_by: string;
  status: string;
  environment_ref?: string;
  holder?: string;
  token?: BigintColumn;
  grace_seconds?: number;
}

export class CleanUpStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Those of which a step may be due; at most so many, what ends first comes first. */
  async candidates(now: number, warnMs: number): Promise<CleanUpSubject[]> {
    const bookings = [
      ...(await this.#runningBookings(now, warnMs)),
      ...(await this.#expiredBookings(now)),
    ];
    const places = await this.#places(bookings.map(({ id }) => id));
    const leases = [
      ...(await this.#runningLeases(now, warnMs)),
      ...(await this.#expiredLeases(now)),
    ];
    return [
      ...bookings.map(row => bookingSubject(row, places.get(row.id) ?? [])),
      ...leases.map(leaseSubject),
    ];
  }

  async stepsOf(
    tx: Knex.Transaction,
    subjectRef: string,
  ): Promise<CleanUpStep[]> {
    const rows: { step: CleanUpStep }[] = await tx(STEPS)
      .where({ subject_ref: subjectRef })
      .select('step');
    return rows.map(({ step }) => step);
  }

  /** False when another replica has taken it: the key of the table says so. */
  async take(
    tx: Knex.Transaction,
    subjectRef: string,
    step: CleanUpStep,
    now: number,
  ): Promise<boolean> {
    const known = await this.stepsOf(tx, subjectRef);
    if (known.includes(step)) return false;
    await tx(STEPS).insert({ subject_ref: subjectRef, step, taken_at: now });
    return true;
  }

  /**
   * Who has had the environment since: `own` while the booking itself goes on,
   * `others` when somebody has it or had it, `nobody`. Under its lock.
   */
  async usedSince(
    tx: Knex.Transaction,
    environmentRef: string,
    subject: CleanUpSubject,
  ): Promise<'own' | 'others' | 'nobody'> {
    const active: { id: string; active_since: BigintColumn | null }[] =
      await tx(`${PLACES} as p`)
        .join(`${BOOKINGS} as b`, 'b.id', 'p.booking_id')
        .where('p.environment_ref', environmentRef)
        .whereNot('b.mode', 'observer')
        .where(used =>
          used
            .where('b.status', 'active')
            .orWhere('b.active_since', '>=', Date.parse(subject.expiresAt)),
        )
        .select('b.id', 'b.active_since');
    if (active.some(({ id }) => id !== subject.bookingId)) return 'others';
    const later = await tx(LEASES)
      .where('environment_ref', environmentRef)
      .where(used =>
        used
          .where('status', 'held')
          .orWhere('token', '>', subject.token ?? Number.MAX_SAFE_INTEGER),
      )
      .first('id');
    if (later) return 'others';
    const isOn = await tx(BOOKINGS)
      .where({ id: subject.bookingId, status: 'active' })
      .first('id');
    return isOn ? 'own' : 'nobody';
  }

  /** The booking of a lease expired with it, and is gone after itself. */
  async hasBookingExpired(
    tx: Knex.Transaction,
    bookingId: string,
  ): Promise<boolean> {
    const row = await tx(BOOKINGS)
      .where({ id: bookingId, status: 'expired' })
      .first('id');
    return row !== undefined;
  }

  /** Somebody has used it since: what was said before holds no more. */
  async dropUsedMarks(): Promise<number> {
    return this.#knex(EXPIRED)
      .whereExists(
        this.#knex(`${PLACES} as p`)
          .join(`${BOOKINGS} as b`, 'b.id', 'p.booking_id')
          .where(
            'p.environment_ref',
            this.#knex.ref(`${EXPIRED}.environment_ref`),
          )
          .where(
            'b.active_since',
            '>=',
            this.#knex.ref(`${EXPIRED}.expired_at`),
          )
          .whereNot('b.mode', 'observer')
          .select(this.#knex.raw('1')),
      )
      .delete();
  }

  /** Of what ended so long ago that nobody goes after it any more. */
  async dropSteps(now: number): Promise<number> {
    return this.#knex(STEPS)
      .where('taken_at', '<', now - 2 * LOOK_BACK_MS)
      .whereNot('step', 'vacant')
      .delete();
  }

  #runningBookings(now: number, warnMs: number): Promise<Row[]> {
    return this.#bookings(query =>
      query
        .where('b.status', 'active')
        .whereNot('b.mode', 'observer')
        .where('b.end_at', '>', now)
        .where('b.end_at', '<=', now + warnMs)
        .modify(rows => withoutStep(rows, `booking:`, 'b.id', 'warn-holder')),
    );
  }

  #expiredBookings(now: number): Promise<Row[]> {
    return this.#bookings(query =>
      query
        .where('b.status', 'expired')
        .whereNotNull('b.active_since')
        .where('b.ended_at', '>', now - LOOK_BACK_MS)
        .modify(rows => withoutStep(rows, `booking:`, 'b.id', 'mark-expired')),
    );
  }

  async #bookings(
    narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<Row[]> {
    return narrow(this.#knex(`${BOOKINGS} as b`))
      .orderBy('b.end_at')
      .limit(AT_ONCE)
      .select(
        'b.id',
        'b.id as booking_id',
        'b.start_at',
        'b.end_at as expires_at',
        'b.time_zone',
        'b.purpose',
        'b.requested_by',
        'b.status',
      );
  }

  #runningLeases(now: number, warnMs: number): Promise<Row[]> {
    return this.#leases(query =>
      query
        .where('l.status', 'held')
        .where('l.expires_at', '>', now)
        .where('l.expires_at', '<=', now + warnMs)
        .whereRaw('l.expires_at - l.renewed_at >= ?', [LONG_LEASE_MS]),
    );
  }

  #expiredLeases(now: number): Promise<Row[]> {
    return this.#leases(query =>
      query
        .where('l.status', 'expired')
        .where('l.expires_at', '>', now - LOOK_BACK_MS)
        .modify(rows => withoutStep(rows, `lease:`, 'l.id', 'mark-expired')),
    );
  }

  async #leases(
    narrow: (query: Knex.QueryBuilder) => Knex.QueryBuilder,
  ): Promise<Row[]> {
    return narrow(
      this.#knex(`${LEASES} as l`).join(
        `${BOOKINGS} as b`,
        'b.id',
        'l.booking_id',
      ),
    )
      .orderBy('l.expires_at')
      .limit(AT_ONCE)
      .select(
        'l.id',
        'l.booking_id',
        'l.acquired_at as start_at',
        'l.expires_at',
        'b.time_zone',
        'b.purpose',
        'b.requested_by',
        'l.status',
        'l.environment_ref',
        'l.holder',
        'l.token',
        'l.grace_seconds',
      );
  }

  async #places(ids: string[]): Promise<Map<string, string[]>> {
    const places = new Map<string, string[]>();
    const rows: { booking_id: string; environment_ref: string }[] =
      await this.#knex(PLACES)
        .whereIn('booking_id', ids)
        .orderBy(['booking_id', 'position'])
        .select('booking_id', 'environment_ref');
    for (const { booking_id: id, environment_ref: ref } of rows)
      places.set(id, [...(places.get(id) ?? []), ref]);
    return places;
  }
}

function withoutStep(
  query: Knex.QueryBuilder,
  prefix: string,
  column: string,
  step: CleanUpStep,
): void {
  query.whereNotExists(taken =>
    taken
      .from(`${STEPS} as s`)
      .whereRaw('?? = ? || ??', ['s.subject_ref', prefix, column])
      .where('s.step', step)
      .select(taken.client.raw('1')),
  );
}

function bookingSubject(row: Row, environments: string[]): CleanUpSubject {
  return {
    ...common(row),
    ref: `booking:${row.id}`,
    kind: 'booking',
    environments,
    holders: [row.requested_by],
  };
}

function leaseSubject(row: Row): CleanUpSubject {
  const { userRef } = JSON.parse(row.holder!) as { userRef?: string };
  const isHeld = row.status === 'held';
  return {
    ...common(row),
    // Each renewal is a new end to warn of.
    ref: `lease:${row.id}${isHeld ? `@${Number(row.expires_at)}` : ''}`,
    kind: 'lease',
    environments: [row.environment_ref!],
    holders: [...new Set([...(userRef ? [userRef] : []), row.requested_by])],
    graceMinutes: Number(row.grace_seconds) / 60,
    token: Number(row.token),
  };
}

function common(row: Row) {
  return {
    bookingId: row.booking_id,
    start: toInstant(row.start_at),
    expiresAt: toInstant(row.expires_at),
    timeZone: row.time_zone,
    purpose: row.purpose,
    hasEnded: row.status === 'expired',
  };
}
