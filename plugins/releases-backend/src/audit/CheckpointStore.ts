import { Checkpoint } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { CheckpointRow } from './rows';

/** A checkpoint with what the next one needs to go on from it. */
export interface StoredCheckpoint extends Checkpoint {
  keyId: string;
  frontier: string[];
}

/** Signed checkpoints. They are added, never changed. */
export class CheckpointStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Does nothing when the same key has signed this size before. */
  async add(tx: Knex.Transaction, checkpoint: StoredCheckpoint): Promise<void> {
    await tx('audit_checkpoints')
      .insert({
        size: checkpoint.size,
        key_id: checkpoint.keyId,
        root: checkpoint.root,
        at: Date.parse(checkpoint.at),
        note: checkpoint.note,
        frontier: JSON.stringify(checkpoint.frontier),
      })
      .onConflict(['size', 'key_id'])
      .ignore();
  }

  /** Newest first; `after` is the last one of the page before. */
  async list(options: {
    after?: { size: number; keyId: string };
    limit: number;
  }): Promise<StoredCheckpoint[]> {
    const { after, limit } = options;
    const query = this.#knex<CheckpointRow>('audit_checkpoints')
      .orderBy([
        { column: 'size', order: 'desc' },
        { column: 'key_id', order: 'desc' },
      ])
      .limit(limit);
    if (after) {
      query.where(rows =>
        rows
          .where('size', '<', after.size)
          .orWhere(same =>
            same.where('size', after.size).where('key_id', '<', after.keyId),
          ),
      );
    }
    return (await query).map(checkpointOf);
  }

  /** One key's checkpoints of a size from `from`, smallest first. */
  async listOfKey(options: {
    keyId: string;
    from: number;
    limit: number;
  }): Promise<StoredCheckpoint[]> {
    const rows = await this.#knex<CheckpointRow>('audit_checkpoints')
      .where('key_id', options.keyId)
      .where('size', '>=', options.from)
      .orderBy('size')
      .limit(options.limit);
    return rows.map(checkpointOf);
  }
}

function checkpointOf(row: CheckpointRow): StoredCheckpoint {
  return {
    size: Number(row.size),
    keyId: row.key_id,
    root: row.root,
    at: new Date(Number(row.at)).toISOString(),
    note: row.note,
    frontier: JSON.parse(row.frontier),
  };
}
