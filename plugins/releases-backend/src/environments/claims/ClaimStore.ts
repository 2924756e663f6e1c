import { Claim, ClaimStatus } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  chunksOf,
  Listed,
  PageRequest,
  ResourceStore,
  toMillis,
} from '../../database';
import { Access, AccessMapping, applyAccess } from '../../permissions';
import { claimAccess } from './claimAccess';
import { ClaimRow, toClaim, toClaimRow } from './claimRows';

const TABLE = 'environments_claims';

export interface ClaimFilter {
  environmentRef?: string[];
  group?: string[];
  status?: ClaimStatus[];
  attestBefore?: string;
}

export class ClaimStore extends ResourceStore<Claim, ClaimRow> {
  readonly #access: AccessMapping;

  constructor(options: { knex: Knex }) {
    super({ ...options, table: TABLE });
    this.#access = claimAccess(options.knex);
  }

  async list(
    query: ClaimFilter & PageRequest,
    access: Access,
  ): Promise<Listed<Claim>> {
    const { environmentRef, group, status, attestBefore } = query;
    return this.listed(rows => {
      if (environmentRef)
        rows.whereIn(`${TABLE}.environment_ref`, environmentRef);
      if (group) rows.whereIn(`${TABLE}.group_ref`, group);
      if (status) rows.whereIn(`${TABLE}.status`, status);
      if (attestBefore)
        rows.where(`${TABLE}.attest_due_at`, '<', toMillis(attestBefore));
      return applyAccess(rows, access, this.#access);
    }, query);
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
  async getAll(ids: string[]): Promise<Claim[]> {
    const items: Claim[] = [];
    for (const chunk of chunksOf(ids))
      items.push(...(await this.found(query => query.whereIn('id', chunk))));
    return items;
  }

  /** What groups answered for these environments ever, oldest first. */
  async history(
    environments: readonly string[],
    tx?: Knex.Transaction,
  ): Promise<Claim[]> {
    const claims: Claim[] = [];
    for (const chunk of chunksOf(environments))
      claims.push(
        ...(await this.found(
          query =>
            query
              .whereIn('environment_ref', chunk)
              .whereNotNull('active_since')
              .orderBy(['active_since', 'created_at', 'id']),
          tx,
        )),
      );
    return claims;
  }

  /** All of one environment, whatever became of them. */
  async ofEnvironment(
    environmentRef: string,
    tx?: Knex.Transaction,
  ): Promise<Claim[]> {
    return this.found(
      query =>
        query
          .where('environment_ref', environmentRef)
          .orderBy(['created_at', 'id']),
      tx,
    );
  }

  /** Those of groups that answer for something, page by page. */
  async accountableAfter(
    id: string | undefined,
    limit: number,
  ): Promise<Claim[]> {
    return this.found(query =>
      (id ? query.where('id', '>', id) : query)
        .where('accountable', 1)
        .orderBy('id')
        .limit(limit),
    );
  }

  protected assemble(rows: ClaimRow[]): Claim[] {
    return rows.map(toClaim);
  }

  protected toRow(claim: Claim): ClaimRow {
    return toClaimRow(claim);
  }
}
