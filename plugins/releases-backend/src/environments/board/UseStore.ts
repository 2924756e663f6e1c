import { Knex } from 'knex';
import { BigintColumn, chunksOf, toInstant } from '../../database';

const KEEPS = 'environments_keeps';
const ACTIVITY = 'environments_activity';
const DAYS = 'environments_use_days';
const EXPIRED = 'environments_expired';
const WAITING = 'environments_waiting';
const PARTS = 'environments_booking_environments';

/** That an environment is to be kept, whoever uses it. */
export interface Keep {
  environmentRef: string;
  until: string;
  reason: string;
  at: string;
  by: string;
}

/** What is known of an environment's use besides who has it. */
export interface KnownUse {
  knownSince?: string;
  lastBookingEndedAt?: string;
  usedDays: number;
  waiting: number;
  keep?: Keep;
  /** Since when it is marked as one that is to be cleaned up. */
  expired?: { at: string; by: string; reason: string };
}

interface Counted {
  environment_ref: string;
  count: BigintColumn;
}

export class UseStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** `fromDay` in days since 1 January 1970: from then on they are counted. */
  async of(
    refs: readonly string[],
    fromDay: number,
  ): Promise<Map<string, KnownUse>> {
    const uses = new Map<string, KnownUse>(
      refs.map(ref => [ref, { usedDays: 0, waiting: 0 }]),
    );
    const chunks = chunksOf(refs);
    await Promise.all(
      chunks.flatMap(chunk => [
        this.#activity(chunk, uses),
        this.#keeps(chunk, uses),
        this.#expired(chunk, uses),
        this.#waiting(chunk, uses),
        this.#days(chunk, fromDay, uses),
      ]),
    );
    return uses;
  }

  /** In place of an earlier one. */
  async keep(tx: Knex.Transaction, keep: Keep): Promise<void> {
    await tx(KEEPS)
      .insert({
        environment_ref: keep.environmentRef,
        until_at: Date.parse(keep.until),
        reason: keep.reason,
        kept_at: Date.parse(keep.at),
        kept_by: keep.by,
      })
      .onConflict('environment_ref')
      .merge();
  }

  async keepOf(tx: Knex, ref: string): Promise<Keep | undefined> {
    const row = await tx(KEEPS).where({ environment_ref: ref }).first();
    return row && toKeep(row);
  }

  async dropKeep(tx: Knex.Transaction, ref: string): Promise<void> {
    await tx(KEEPS).where({ environment_ref: ref }).delete();
  }

  async #activity(refs: string[], uses: Map<string, KnownUse>) {
    const rows = await this.#knex(ACTIVITY).whereIn('environment_ref', refs);
    for (const row of rows) {
      const use = uses.get(row.environment_ref)!;
      use.knownSince = toInstant(row.known_since);
      if (row.last_booking_end !== null)
        use.lastBookingEndedAt = toInstant(row.last_booking_end);
    }
  }

  async #keeps(refs: string[], uses: Map<string, KnownUse>) {
    const rows = await this.#knex(KEEPS).whereIn('environment_ref', refs);
    for (const row of rows) uses.get(row.environment_ref)!.keep = toKeep(row);
  }

  async #expired(refs: string[], uses: Map<string, KnownUse>) {
    const rows = await this.#knex(EXPIRED).whereIn('environment_ref', refs);
    for (const row of rows)
      uses.get(row.environment_ref)!.expired = {
        at: toInstant(row.expired_at),
        by: row.marked_by,
        reason: row.reason,
      };
  }

  async #waiting(refs: string[], uses: Map<string, KnownUse>) {
    const rows: Counted[] = await this.#knex(`${WAITING} as w`)
      .join(`${PARTS} as p`, 'p.booking_id', 'w.booking_id')
      .where('w.live', 1)
      .whereIn('p.environment_ref', refs)
      .groupBy('p.environment_ref')
      .select('p.environment_ref')
      .count({ count: '*' });
    for (const { environment_ref: ref, count } of rows)
      uses.get(ref)!.waiting = Number(count);
  }

  async #days(refs: string[], fromDay: number, uses: Map<string, KnownUse>) {
    const rows: Counted[] = await this.#knex(DAYS)
      .whereIn('environment_ref', refs)
      .where('day', '>=', fromDay)
      .groupBy('environment_ref')
      .select('environment_ref')
      .count({ count: '*' });
    for (const { environment_ref: ref, count } of rows)
      uses.get(ref)!.usedDays = Number(count);
  }
}

function toKeep(row: {
  environment_ref: string;
  until_at: BigintColumn;
  reason: string;
  kept_at: BigintColumn;
  kept_by: string;
}): Keep {
  return {
    environmentRef: row.environment_ref,
    until: toInstant(row.until_at),
    reason: row.reason,
    at: toInstant(row.kept_at),
    by: row.kept_by,
  };
}
