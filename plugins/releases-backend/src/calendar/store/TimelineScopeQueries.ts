import { Span } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf, toMillis } from '../../database';
import { ScopeQueries } from './ScopeQueries';

const ITEMS = 'timeline_items';
const TOUCHES = 'timeline_touches';

/** Asks the rows that the timeline derives, in the same database. */
export class TimelineScopeQueries implements ScopeQueries {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  whereScopeOwnedBy(
    query: Knex.QueryBuilder,
    idColumn: string,
    owners: string[],
  ): void {
    const tokens = owners.map(owner => `owner=${owner}`);
    query.where(either => {
      for (const chunk of chunksOf(tokens))
        either.orWhereIn(
          idColumn,
          this.#knex(TOUCHES).select('source_id').whereIn('token', chunk),
        );
    });
  }

  whereTouches(
    query: Knex.QueryBuilder,
    idColumn: string,
    span: Partial<Span>,
  ): void {
    const { start, end } = span;
    query.whereExists(
      this.#knex(ITEMS)
        .select(this.#knex.raw('1'))
        .whereRaw('?? = ??', [`${ITEMS}.source_id`, idColumn])
        .modify(items => {
          if (start) items.where(`${ITEMS}.end_ms`, '>', toMillis(start));
          if (end) items.where(`${ITEMS}.start_ms`, '<', toMillis(end));
        }),
    );
  }

  /** Owners of the entities in each scope. */
  async scopeOwners(sourceIds: string[]): Promise<Map<string, string[]>> {
    const owners = new Map<string, string[]>();
    for (const chunk of chunksOf(sourceIds)) {
      const rows: { source_id: string; token: string }[] = await this.#knex(
        TOUCHES,
      )
        .whereIn('source_id', chunk)
        .where('token', 'like', 'owner=%')
        .select('source_id', 'token');
      for (const { source_id: id, token } of rows)
        owners.set(id, [
          ...(owners.get(id) ?? []),
          token.slice('owner='.length),
        ]);
    }
    return owners;
  }

  /** Of what the calendar has put on the timeline; other rooms have theirs. */
  async sourceIds(): Promise<string[]> {
    const rows: { source_id: string }[] = await this.#knex('timeline_sources')
      .whereNot('kind', 'booking')
      .select('source_id');
    return rows.map(row => row.source_id);
  }

  /** Of the overrides that let something pass there. */
  async overrideIds(): Promise<string[]> {
    const rows: { override_id: string }[] = await this.#knex(
      'timeline_overrides',
    ).select('override_id');
    return rows.map(row => row.override_id);
  }
}
