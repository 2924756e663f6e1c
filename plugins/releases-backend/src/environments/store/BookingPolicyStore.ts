import { BookingPolicy } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { BigintColumn, chunksOf, toInstant, toMillis } from '../../database';

const TABLE = 'environments_booking_policies';

/** How one environment is booked, where somebody has said so. */
export interface StoredPolicy {
  environmentRef: string;
  policy: BookingPolicy;
  revision: number;
  updatedAt: string;
  updatedBy: string;
}

interface Row {
  environment_ref: string;
  policy: string;
  revision: number;
  updated_at: BigintColumn;
  updated_by: string;
}

export class BookingPolicyStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** By environment; those that nobody has written are absent. */
  async of(
    environments: Iterable<string>,
    db: Knex = this.#knex,
  ): Promise<Map<string, StoredPolicy>> {
    const found = new Map<string, StoredPolicy>();
    for (const chunk of chunksOf([...new Set(environments)])) {
      const rows: Row[] = await db(TABLE).whereIn('environment_ref', chunk);
      for (const row of rows)
        found.set(row.environment_ref, {
          environmentRef: row.environment_ref,
          policy: JSON.parse(row.policy),
          revision: row.revision,
          updatedAt: toInstant(row.updated_at),
          updatedBy: row.updated_by,
        });
    }
    return found;
  }

  /** Under the lock of the environment, which keeps others from it. */
  async write(tx: Knex.Transaction, stored: StoredPolicy): Promise<void> {
    await tx(TABLE)
      .insert({
        environment_ref: stored.environmentRef,
        policy: JSON.stringify(stored.policy),
        revision: stored.revision,
        updated_at: toMillis(stored.updatedAt),
        updated_by: stored.updatedBy,
      })
      .onConflict('environment_ref')
      .merge();
  }
}
