import { Feed, TimelineFilter } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { Access } from '../permissions';

/** What a feed may show: what its creator could read. */
export interface FeedReach {
  window: Access;
  release: Access;
  event: Access;
  /** Entities are named only to a creator who may read the whole catalog. */
  namesEntities: boolean;
}

export interface StoredFeed extends Feed {
  reach: FeedReach;
}

interface FeedRow {
  id: string;
  title: string;
  filter: string;
  token_hash: string;
  reach: string;
  revision: number;
  created_at: number | string;
  created_by: string;
  updated_at: number | string;
  updated_by: string;
  last_read_at: number | string | null;
}

export class FeedStore {
  readonly #knex: Knex;

  constructor(knex: Knex) {
    this.#knex = knex;
  }

  async listOf(options: {
    creator: string;
    limit: number;
    after?: { createdAt: number; id: string };
  }): Promise<StoredFeed[]> {
    const { creator, limit, after } = options;
    const rows = await this.#feeds()
      .where('created_by', creator)
      .modify(query => {
        if (!after) return;
        query.where(either =>
          either
            .where('created_at', '<', after.createdAt)
            .orWhere(tie =>
              tie
                .where('created_at', after.createdAt)
                .andWhere('id', '<', after.id),
            ),
        );
      })
      .orderBy([
        { column: 'created_at', order: 'desc' },
        { column: 'id', order: 'desc' },
      ])
      .limit(limit);
    return rows.map(toFeed);
  }

  async countOf(creator: string): Promise<number> {
    const [{ count }] = await this.#knex('ical_feeds')
      .where('created_by', creator)
      .count({ count: '*' });
    return Number(count);
  }

  async get(
    id: string,
    tx?: Knex.Transaction,
  ): Promise<StoredFeed | undefined> {
    const row = await this.#feeds(tx).where({ id }).first();
    return row && toFeed(row);
  }

  async getByTokenHash(tokenHash: string): Promise<StoredFeed | undefined> {
    const row = await this.#feeds().where('token_hash', tokenHash).first();
    return row && toFeed(row);
  }

  async insert(
    tx: Knex.Transaction,
    feed: StoredFeed,
    tokenHash: string,
  ): Promise<void> {
    await this.#feeds(tx).insert({
      id: feed.id,
      title: feed.title,
      filter: JSON.stringify(feed.filter),
      token_hash: tokenHash,
      reach: JSON.stringify(feed.reach),
      revision: feed.revision,
      created_at: Date.parse(feed.createdAt),
      created_by: feed.createdBy,
      updated_at: Date.parse(feed.updatedAt),
      updated_by: feed.updatedBy,
      last_read_at: null,
    });
  }

  /** False when the revision is not the current one. */
  async rotate(
    tx: Knex.Transaction,
    options: {
      id: string;
      revision: number;
      tokenHash: string;
      reach: FeedReach;
      at: number;
      by: string;
    },
  ): Promise<boolean> {
    const { id, revision, tokenHash, reach, at, by } = options;
    const changed = await this.#feeds(tx)
      .where({ id, revision })
      .update({
        token_hash: tokenHash,
        reach: JSON.stringify(reach),
        revision: revision + 1,
        updated_at: at,
        updated_by: by,
      });
    return changed === 1;
  }

  async delete(
    tx: Knex.Transaction,
    options: { id: string; revision: number },
  ): Promise<boolean> {
    return (await this.#feeds(tx).where(options).delete()) === 1;
  }

  async markRead(id: string, at: number): Promise<void> {
    await this.#feeds().where({ id }).update({ last_read_at: at });
  }

  #feeds(tx?: Knex.Transaction) {
    return (tx ?? this.#knex)<FeedRow>('ical_feeds');
  }
}

function toFeed(row: FeedRow): StoredFeed {
  return {
    id: row.id,
    title: row.title,
    filter: JSON.parse(row.filter) as TimelineFilter,
    reach: JSON.parse(row.reach) as FeedReach,
    revision: row.revision,
    createdAt: toInstant(row.created_at),
    createdBy: row.created_by,
    updatedAt: toInstant(row.updated_at),
    updatedBy: row.updated_by,
    ...(row.last_read_at !== null && {
      lastReadAt: toInstant(row.last_read_at),
    }),
  };
}

function toInstant(value: number | string): string {
  return new Date(Number(value)).toISOString();
}
