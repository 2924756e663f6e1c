import { OverrideUse } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { countOf } from './filters';
import {
  OverrideUseRow,
  toOverrideUse,
  toOverrideUseRow,
} from './overrideRows';
import { Order, readPage } from './paging';

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

  async list(options: {
    overrideId: string;
    limit: number;
    cursor?: string;
  }): Promise<{ items: OverrideUse[]; nextCursor?: string; total: number }> {
    const { overrideId, limit, cursor } = options;
    const matching = () =>
      this.#knex(TABLE).where(`${TABLE}.override_id`, overrideId);
    const { rows, nextCursor } = await readPage<OverrideUseRow>(
      matching().select(`${TABLE}.*`),
      { order: latestFirst, limit, cursor, table: TABLE },
    );
    return {
      items: rows.map(toOverrideUse),
      nextCursor,
      total: await countOf(matching()),
    };
  }

  async insert(
    tx: Knex.Transaction,
    overrideId: string,
    use: OverrideUse,
  ): Promise<void> {
    await tx(TABLE).insert(toOverrideUseRow(overrideId, use));
  }
}
