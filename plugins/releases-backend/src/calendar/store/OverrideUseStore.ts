import { OverrideUse } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { Listed, listRows, Order, PageRequest } from '../../database';
import {
  OverrideUseRow,
  toOverrideUse,
  toOverrideUseRow,
} from './overrideRows';

const TABLE = 'calendar_override_uses';

const latestFirst: Order = {
  name: '-used',
  column: 'used_at',
  direction: 'desc',
};

export class OverrideUseStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(
    query: PageRequest & { overrideId: string },
  ): Promise<Listed<OverrideUse>> {
    const { overrideId, limit, cursor } = query;
    const listed = await listRows<OverrideUseRow>(
      () => this.#knex(TABLE).where(`${TABLE}.override_id`, overrideId),
      { table: TABLE, order: latestFirst, limit, cursor },
    );
    return { ...listed, items: listed.items.map(toOverrideUse) };
  }

  async insert(
    tx: Knex.Transaction,
    overrideId: string,
    use: OverrideUse,
  ): Promise<void> {
    await tx(TABLE).insert(toOverrideUseRow(overrideId, use));
  }
}
