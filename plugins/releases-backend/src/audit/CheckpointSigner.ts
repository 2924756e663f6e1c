import { ConflictError } from '@backstage/errors';
import {
  Checkpoint,
  MerkleFrontier,
  entryLeafHash,
  parseVerifierKey,
  signCheckpoint,
  verifyCheckpoint,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { transact } from '../database';
import { AuditStore } from './AuditStore';
import { CheckpointStore, StoredCheckpoint } from './CheckpointStore';
import { SigningKey } from './signingKey';

/**
 * Signs what the log says, but only if it continues what was signed before: the
 * root is computed anew from the last checkpoint and the texts that came after,
 * and must be the one that appending has kept. So a log whose past was rewritten
 * gets no new signature.
 */
export class CheckpointSigner {
  readonly #knex: Knex;
  readonly #entries: AuditStore;
  readonly #checkpoints: CheckpointStore;
  readonly #key: SigningKey;
  readonly #clock: () => Date;

  constructor(options: {
    knex: Knex;
    entries: AuditStore;
    checkpoints: CheckpointStore;
    key: SigningKey;
    clock: () => Date;
  }) {
    this.#knex = options.knex;
    this.#entries = options.entries;
    this.#checkpoints = options.checkpoints;
    this.#key = options.key;
    this.#clock = options.clock;
  }

  /**
   * A checkpoint of the log as it is now; the last one when nothing was added
   * since. Throws `ConflictError` when the log was tampered with.
   */
  async sign(): Promise<Checkpoint> {
    const head = await this.#entries.head();
    const last = await this.#last(head.size);
    const tree = last ? this.#trusted(last) : MerkleFrontier.empty();
    for await (const entry of this.#entries.read({
      from: tree.size,
      to: head.size,
    })) {
      tree.append(entryLeafHash(entry.text));
    }
    if (tree.size !== head.size || tree.root() !== head.root()) {
      throw tampered(tree.size);
    }
    if (last?.size === head.size && last.keyId === this.#key.id) {
      return publicOf(last);
    }
    const checkpoint = {
      size: tree.size,
      root: tree.root(),
      at: this.#clock().toISOString(),
    };
    const stored = {
      ...checkpoint,
      keyId: this.#key.id,
      note: signCheckpoint(checkpoint, this.#key.signer),
      frontier: tree.toHashes(),
    };
    await transact(this.#knex, tx => this.#checkpoints.add(tx, stored));
    return publicOf(stored);
  }

  /** The newest one, whichever key has signed it. */
  async #last(headSize: number): Promise<StoredCheckpoint | undefined> {
    const newest = await this.#checkpoints.list({ limit: 10 });
    // Another replica may have signed since the head was read.
    const last = newest.find(checkpoint => checkpoint.size <= headSize);
    if (!last && newest.length > 0) {
      throw tampered(headSize);
    }
    return (
      newest.find(c => c.size === last?.size && c.keyId === this.#key.id) ??
      last
    );
  }

  #trusted(checkpoint: StoredCheckpoint): MerkleFrontier {
    const tree = MerkleFrontier.of(checkpoint.size, checkpoint.frontier);
    const isSound =
      tree.root() === checkpoint.root &&
      (checkpoint.keyId !== this.#key.id || this.#hasSigned(checkpoint));
    if (!isSound) {
      throw tampered(checkpoint.size);
    }
    return tree;
  }

  #hasSigned(checkpoint: StoredCheckpoint): boolean {
    const result = verifyCheckpoint(checkpoint.note, [
      parseVerifierKey(this.#key.verifierKey),
    ]);
    return (
      'head' in result &&
      result.head.size === checkpoint.size &&
      result.head.root === checkpoint.root
    );
  }
}

export function publicOf(checkpoint: StoredCheckpoint): Checkpoint {
  const { size, root, at, note } = checkpoint;
  return { size, root, at, note };
}

function tampered(size: number): ConflictError {
  return new ConflictError(
    `The audit log does not continue what was signed before (at size ${size}): it was tampered with. Export and verify it.`,
  );
}
