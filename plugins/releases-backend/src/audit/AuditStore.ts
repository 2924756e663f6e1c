import {
  AuditEntry,
  MerkleFrontier,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { EntryRow, HeadRow, entryOf } from './rows';

export interface AuditFilter {
  objectRef?: string;
  entityRef?: string;
  actor?: string;
  action?: string[];
  /** Inclusive. */
  from?: string;
  /** Exclusive. */
  to?: string;
}

/** An entry as it was hashed. */
export interface StoredEntry {
  seq: number;
  text: string;
  leafHash: string;
}

/** Reads the log. Only `DatabaseAuditLog` writes it. */
export class AuditStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Entries on the far side of the entry numbered `after`. */
  async list(options: {
    filter: AuditFilter;
    order: 'seq' | '-seq';
    after?: number;
    limit: number;
  }): Promise<AuditEntry[]> {
    const { filter, order, after, limit } = options;
    const query = this.#knex<EntryRow>('audit_entries')
      .select('seq', 'text', 'leaf_hash')
      .orderBy('seq', order === 'seq' ? 'asc' : 'desc')
      .limit(limit);
    if (after !== undefined) {
      query.where('seq', order === 'seq' ? '>' : '<', after);
    }
    applyFilter(query, filter);
    return (await query).map(entryOf);
  }

  /**
   * The entries `from` (inclusive) to `to` (exclusive), read in batches: the
   * next one only when the one before has been consumed, and no connection
   * held in between.
   */
  async *read(options: {
    from: number;
    to: number;
    batchSize?: number;
  }): AsyncGenerator<StoredEntry> {
    const { to, batchSize = 500 } = options;
    for (let from = options.from; from < to; from += batchSize) {
      const rows = await this.#knex<EntryRow>('audit_entries')
        .select('seq', 'text', 'leaf_hash')
        .where('seq', '>=', from)
        .where('seq', '<', Math.min(to, from + batchSize))
        .orderBy('seq');
      for (const row of rows) {
        yield {
          seq: Number(row.seq),
          text: row.text,
          leafHash: row.leaf_hash,
        };
      }
    }
  }

  /** The tree as it stands now. */
  async head(): Promise<MerkleFrontier> {
    const row = await this.#knex<HeadRow>('audit_head').first();
    if (!row) {
      throw new Error('The head of the audit log is missing');
    }
    return MerkleFrontier.of(Number(row.size), JSON.parse(row.frontier));
  }
}

function applyFilter(query: Knex.QueryBuilder, filter: AuditFilter): void {
  const { objectRef, entityRef, actor, action, from, to } = filter;
  if (objectRef !== undefined) query.where('object_ref', objectRef);
  if (actor !== undefined) query.where('actor', actor);
  if (action !== undefined) query.whereIn('action', action);
  if (from !== undefined) query.where('at', '>=', Date.parse(from));
  if (to !== undefined) query.where('at', '<', Date.parse(to));
  if (entityRef !== undefined) {
    query.whereIn('seq', entries =>
      entries
        .select('seq')
        .from('audit_entry_entities')
        .where('entity_ref', entityRef),
    );
  }
}
