import { Enforcement, WindowKind } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from '../../database';
import { whereOneOf } from './filters';
import { ScheduledFilter, ScheduledStore } from './ScheduledStore';
import { ScopeQueries } from './ScopeQueries';
import { StoredWindow, toWindow, toWindowRow, WindowRow } from './windowRows';

const TABLE = 'calendar_windows';

export interface WindowFilter extends ScheduledFilter {
  kind?: WindowKind[];
  enforcement?: Enforcement[];
}

export class WindowStore extends ScheduledStore<
  StoredWindow,
  WindowRow,
  WindowFilter
> {
  constructor(options: { knex: Knex; scopeQueries: ScopeQueries }) {
    super({ ...options, table: TABLE });
  }

  /**
   * Current revisions of those that exist. With `endingAfter`: only those with
   * an occurrence that ends later, and allow windows, which have a say even
   * when they are over.
   */
  async revisionsOf(
    ids: string[],
    options: { endingAfter?: number } = {},
  ): Promise<Map<string, number>> {
    const { endingAfter } = options;
    const revisions = new Map<string, number>();
    for (const chunk of chunksOf(ids)) {
      const query = this.knex(TABLE).whereIn(`${TABLE}.id`, chunk);
      if (endingAfter !== undefined)
        query.where(either => {
          either.where(`${TABLE}.kind`, 'allow').orWhere(later =>
            this.scopeQueries.whereTouches(later, `${TABLE}.id`, {
              start: new Date(endingAfter).toISOString(),
            }),
          );
        });
      const rows: { id: string; revision: number }[] = await query.select(
        `${TABLE}.id`,
        `${TABLE}.revision`,
      );
      for (const { id, revision } of rows) revisions.set(id, revision);
    }
    return revisions;
  }

  protected where(query: Knex.QueryBuilder, filter: WindowFilter): void {
    super.where(query, filter);
    whereOneOf(query, `${TABLE}.enforcement`, filter.enforcement);
  }

  protected assemble(rows: WindowRow[]): StoredWindow[] {
    return rows.map(toWindow);
  }

  protected toRow(window: StoredWindow): WindowRow {
    return toWindowRow(window);
  }
}
