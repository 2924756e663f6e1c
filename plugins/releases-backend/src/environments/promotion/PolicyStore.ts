import { PromotionPolicy } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  BookkeepingColumns,
  chunksOf,
  Listed,
  PageRequest,
  readBookkeeping,
  ResourceStore,
  writeBookkeeping,
} from '../../database';

const TABLE = 'environments_promotion_policies';

interface PolicyRow extends BookkeepingColumns {
  id: string;
  from_ref: string;
  to_ref: string;
  criteria: string;
}

export interface Edge {
  from: string;
  to: string;
}

export class PolicyStore extends ResourceStore<PromotionPolicy, PolicyRow> {
  constructor(options: { knex: Knex }) {
    super({ ...options, table: TABLE });
  }

  /** Of edges between environments that the caller may see. */
  async list(
    query: PageRequest & { from: readonly string[]; to: readonly string[] },
  ): Promise<Listed<PromotionPolicy>> {
    const { from, to, limit, cursor } = query;
    return this.listed(
      rows => whereAmong(whereAmong(rows, 'from_ref', from), 'to_ref', to),
      { limit, cursor },
    );
  }

  async ofEdge(
    { from, to }: Edge,
    tx?: Knex.Transaction,
  ): Promise<PromotionPolicy | undefined> {
    const [policy] = await this.found(
      query => query.where({ from_ref: from, to_ref: to }),
      tx,
    );
    return policy;
  }

  /** False when there is one for this edge already. */
  async insertFirst(
    tx: Knex.Transaction,
    policy: PromotionPolicy,
  ): Promise<boolean> {
    await tx(TABLE)
      .insert(this.toRow(policy))
      .onConflict(['from_ref', 'to_ref'])
      .ignore();
    return (await this.get(policy.id, tx)) !== undefined;
  }

  protected assemble(rows: PolicyRow[]): PromotionPolicy[] {
    return rows.map(row => ({
      id: row.id,
      from: row.from_ref,
      to: row.to_ref,
      criteria: JSON.parse(row.criteria),
      ...readBookkeeping(row),
    }));
  }

  protected toRow(policy: PromotionPolicy): PolicyRow {
    return {
      id: policy.id,
      from_ref: policy.from,
      to_ref: policy.to,
      criteria: JSON.stringify(policy.criteria),
      ...writeBookkeeping(policy),
    };
  }
}

function whereAmong(
  query: Knex.QueryBuilder,
  column: string,
  refs: readonly string[],
): Knex.QueryBuilder {
  return query.where(any => {
    for (const chunk of chunksOf(refs)) any.orWhereIn(column, chunk);
    if (refs.length === 0) any.whereRaw('1 = 0');
  });
}
