import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { hashNode, parseHash, parseHashes } from './hashing';

/**
 * The right edge of a growing RFC 6962 tree: the roots of its perfect
 * subtrees, largest first, one for each bit that is set in the size. Enough to
 * append a leaf and to know the root in O(log n), without the leaves.
 *
 * @public
 */
export class MerkleFrontier {
  #size: number;
  #hashes: Uint8Array[];

  private constructor(size: number, hashes: Uint8Array[]) {
    this.#size = size;
    this.#hashes = hashes;
  }

  static empty(): MerkleFrontier {
    return new MerkleFrontier(0, []);
  }

  /**
   * Restores what `size` and `toHashes` gave. Throws a `TypeError` when the two
   * do not fit each other.
   */
  static of(size: number, hashes: string[]): MerkleFrontier {
    const parsed = parseHashes(hashes);
    if (
      !parsed ||
      !Number.isSafeInteger(size) ||
      size < 0 ||
      parsed.length !== countBits(size)
    ) {
      throw new TypeError(`not the frontier of a tree of ${size} leaves`);
    }
    return new MerkleFrontier(size, parsed);
  }

  get size(): number {
    return this.#size;
  }

  /** Adds a leaf by its hash, hex. */
  append(leaf: string): void {
    const hash = parseHash(leaf);
    if (!hash) {
      throw new TypeError('expected a SHA-256 as 64 hex digits');
    }
    this.appendHash(hash);
  }

  /** @internal */
  appendHash(hash: Uint8Array): void {
    let node = hash;
    // Each trailing 1 bit of the old size is a subtree that is now complete.
    for (let rest = this.#size; rest % 2 === 1; rest = Math.floor(rest / 2)) {
      node = hashNode(this.#hashes.pop()!, node);
    }
    this.#hashes.push(node);
    this.#size += 1;
  }

  /** The Merkle root, hex; of no leaves it is the SHA-256 of nothing. */
  root(): string {
    return bytesToHex(
      this.#hashes.length === 0
        ? sha256(new Uint8Array())
        : this.#hashes.reduceRight((right, left) => hashNode(left, right)),
    );
  }

  /** The subtree roots, largest first, hex. */
  toHashes(): string[] {
    return this.#hashes.map(hash => bytesToHex(hash));
  }
}

function countBits(size: number): number {
  return size.toString(2).replaceAll('0', '').length;
}
