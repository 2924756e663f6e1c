import { IdentityUse } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { BigintColumn, chunksOf, toInstant } from '../../database';
import { CELLS, USES } from './rows';

/** When something was deployed last, as a proof that an environment is in use. */
export interface LastActivity {
  /**
   * The instant of the latest deployment into each environment, of whatever
   * result; one without any is absent.
   */
  lastDeployments(
    environmentRefs: readonly string[],
    tx?: Knex.Transaction,
  ): Promise<Map<string, string>>;
}

/** Who deployed where, as evidence. */
export interface SeenIdentities {
  /** One for each environment and identity: how often, first and last. */
  uses(
    environmentRefs: readonly string[],
    tx?: Knex.Transaction,
  ): Promise<IdentityUse[]>;
}

/** Both, out of what is derived from deployments as they are reported. */
export class DeploymentActivity implements LastActivity, SeenIdentities {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async lastDeployments(
    environmentRefs: readonly string[],
    tx?: Knex.Transaction,
  ): Promise<Map<string, string>> {
    const last = new Map<string, string>();
    for (const chunk of chunksOf(environmentRefs)) {
      const rows: { environment_ref: string; last: BigintColumn }[] = await (
        tx ?? this.#knex
      )(CELLS)
        .whereIn('environment_ref', chunk)
        .groupBy('environment_ref')
        .select('environment_ref')
        .max({ last: 'latest_at' });
      for (const row of rows)
        last.set(row.environment_ref, toInstant(row.last));
    }
    return last;
  }

  async uses(
    environmentRefs: readonly string[],
    tx?: Knex.Transaction,
  ): Promise<IdentityUse[]> {
    const uses: IdentityUse[] = [];
    for (const chunk of chunksOf(environmentRefs)) {
      const rows: {
        environment_ref: string;
        identity: string;
        count: BigintColumn;
        first: BigintColumn;
        last: BigintColumn;
      }[] = await (tx ?? this.#knex)(USES)
        .whereIn('environment_ref', chunk)
        .groupBy('environment_ref', 'identity')
        .orderBy(['environment_ref', 'identity'])
        .select('environment_ref', 'identity')
        .sum({ count: 'uses' })
        .min({ first: 'first_at' })
        .max({ last: 'last_at' });
      for (const row of rows)
        uses.push({
          environmentRef: row.environment_ref,
          identity: row.identity,
          count: Number(row.count),
          firstAt: toInstant(row.first),
          lastAt: toInstant(row.last),
        });
    }
    return uses;
  }
}
