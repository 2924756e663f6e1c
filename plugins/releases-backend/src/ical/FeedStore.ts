import { Feed } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  BigintColumn,
  BookkeepingColumns,
  Listed,
  PageRequest,
  readBookkeeping,
  ResourceStore,
  toInstant,
  toMillis,
  writeBookkeeping,
} from '../database';
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
  tokenHash: string;
}

interface FeedRow extends BookkeepingColumns {
  id: string;
  title: string;
  filter: string;
  token_hash: string;
  reach: string;
  last_read_at: BigintColumn | null;
}

export class FeedStore extends ResourceStore<StoredFeed, FeedRow> {
  constructor(knex: Knex) {
    super({ knex, table: 'ical_feeds' });
  }

  async list(
    query: PageRequest & { creator: string },
  ): Promise<Listed<StoredFeed>> {
    const { creator } = query;
    return this.listed(feeds => feeds.where('created_by', creator), query);
  }

  async countOf(creator: string): Promise<number> {
    const [{ count }] = await this.knex(this.table)
      .where('created_by', creator)
      .count({ count: '*' });
    return Number(count);
  }

  async getByTokenHash(tokenHash: string): Promise<StoredFeed | undefined> {
    const [feed] = await this.found(query =>
      query.where('token_hash', tokenHash),
    );
    return feed;
  }

  async markRead(id: string, at: number): Promise<void> {
    await this.knex(this.table).where({ id }).update({ last_read_at: at });
  }

  protected assemble(rows: FeedRow[]): StoredFeed[] {
    return rows.map(toFeed);
  }

  protected toRow(feed: StoredFeed): FeedRow {
    return {
      id: feed.id,
      title: feed.title,
      filter: JSON.stringify(feed.filter),
      token_hash: feed.tokenHash,
      reach: JSON.stringify(feed.reach),
      last_read_at: feed.lastReadAt ? toMillis(feed.lastReadAt) : null,
      ...writeBookkeeping(feed),
    };
  }

  /** Readers note when they read beside the revision. */
  protected columnsOf(feed: StoredFeed): Partial<FeedRow> {
    const { id, last_read_at: _, ...columns } = this.toRow(feed);
    return columns;
  }
}

function toFeed(row: FeedRow): StoredFeed {
  return {
    id: row.id,
    title: row.title,
    filter: JSON.parse(row.filter),
    tokenHash: row.token_hash,
    reach: JSON.parse(row.reach),
    ...(row.last_read_at !== null && {
      lastReadAt: toInstant(row.last_read_at),
    }),
    ...readBookkeeping(row),
  };
}
