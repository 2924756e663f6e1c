import {
  Deployment,
  DeploymentResult,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  chunksOf,
  Listed,
  PageRequest,
  pageRows,
  toMillis,
} from '../../database';
import {
  DeploymentRow,
  DEPLOYMENTS,
  StoredDeployment,
  toDeployment,
  toDeploymentRow,
} from './rows';

export interface DeploymentFilter {
  componentRef?: string[];
  /** Of those that the caller may see. */
  environmentRef: string[];
  result?: DeploymentResult[];
  version?: string;
  from?: string;
  to?: string;
}

/** Deployments as they were reported; none is ever changed. */
export class DeploymentStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(
    query: DeploymentFilter & PageRequest,
  ): Promise<Omit<Listed<Deployment>, 'total'>> {
    const { limit, cursor } = query;
    const page = await pageRows<DeploymentRow>(() => this.#matching(query), {
      table: DEPLOYMENTS,
      order: { name: '-at', column: 'at', direction: 'desc' },
      limit,
      cursor,
    });
    return { ...page, items: page.items.map(toDeployment) };
  }

  /** Of a report that has come already. */
  async find(
    tx: Knex.Transaction,
    fingerprint: string,
  ): Promise<Deployment | undefined> {
    const row: DeploymentRow | undefined = await tx(DEPLOYMENTS)
      .where({ fingerprint })
      .first();
    return row && toDeployment(row);
  }

  async insert(
    tx: Knex.Transaction,
    deployment: StoredDeployment,
  ): Promise<void> {
    await tx(DEPLOYMENTS).insert(toDeploymentRow(deployment));
  }

  #matching(filter: DeploymentFilter): Knex.QueryBuilder {
    const { componentRef, environmentRef, result, version, from, to } = filter;
    const column = (name: string) => `${DEPLOYMENTS}.${name}`;
    const query = this.#knex(DEPLOYMENTS).where(any => {
      for (const chunk of chunksOf(environmentRef))
        any.orWhereIn(column('environment_ref'), chunk);
      if (environmentRef.length === 0) any.whereRaw('1 = 0');
    });
    if (componentRef) query.whereIn(column('component_ref'), componentRef);
    if (result) query.whereIn(column('result'), result);
    if (version) query.where(column('version'), version);
    if (from) query.where(column('at'), '>=', toMillis(from));
    if (to) query.where(column('at'), '<', toMillis(to));
    return query;
  }
}
