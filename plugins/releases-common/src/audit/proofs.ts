import { bytesToHex } from '@noble/hashes/utils.js';
import { hashLeaf, hashNode } from './hashing';
import { MerkleFrontier } from './MerkleFrontier';

/**
 * The Merkle tree hash of the leaves, hex, RFC 6962 §2.1.
 *
 * @public
 */
export function merkleRoot(leaves: Uint8Array[]): string {
  const frontier = MerkleFrontier.empty();
  for (const leaf of leaves) {
    frontier.appendHash(hashLeaf(leaf));
  }
  return frontier.root();
}

/**
 * The audit path of one leaf, hex, from its sibling up to the root, RFC 6962
 * §2.1.1. Throws a `RangeError` when there is no such leaf.
 *
 * @public
 */
export function inclusionProof(leaves: Uint8Array[], index: number): string[] {
  if (!Number.isInteger(index) || index < 0 || index >= leaves.length) {
    throw new RangeError(`no leaf ${index} among ${leaves.length}`);
  }
  const hashes = leaves.map(hashLeaf);
  const path: Uint8Array[] = [];
  let [start, end] = [0, hashes.length];
  while (end - start > 1) {
    const middle = start + split(end - start);
    if (index < middle) {
      path.unshift(subtree(hashes, middle, end));
      end = middle;
    } else {
      path.unshift(subtree(hashes, start, middle));
      start = middle;
    }
  }
  return path.map(hash => bytesToHex(hash));
}

/**
 * Proves that the tree over the first `oldSize` leaves is a beginning of the
 * tree over all of them, hex, RFC 6962 §2.1.2. Empty for sizes that are equal
 * and for an old tree without leaves. Throws a `RangeError` when `oldSize` is
 * not a size between 0 and the number of leaves.
 *
 * @public
 */
export function consistencyProof(
  leaves: Uint8Array[],
  oldSize: number,
): string[] {
  if (!Number.isInteger(oldSize) || oldSize < 0 || oldSize > leaves.length) {
    throw new RangeError(
      `no tree of size ${oldSize} among ${leaves.length} leaves`,
    );
  }
  if (oldSize === 0) {
    return [];
  }
  const hashes = leaves.map(hashLeaf);
  const path: Uint8Array[] = [];
  let [start, end] = [0, hashes.length];
  while (end !== oldSize) {
    const middle = start + split(end - start);
    if (oldSize <= middle) {
      path.unshift(subtree(hashes, middle, end));
      end = middle;
    } else {
      path.unshift(subtree(hashes, start, middle));
      start = middle;
    }
  }
  // The verifier holds the old root, so a proof that starts from it omits it.
  if (start > 0) {
    path.unshift(subtree(hashes, start, end));
  }
  return path.map(hash => bytesToHex(hash));
}

/** The largest power of two below `size`, which is at least 2. */
function split(size: number): number {
  return 2 ** Math.floor(Math.log2(size - 1));
}

function subtree(hashes: Uint8Array[], start: number, end: number): Uint8Array {
  if (end - start === 1) {
    return hashes[start];
  }
  const middle = start + split(end - start);
  return hashNode(subtree(hashes, start, middle), subtree(hashes, middle, end));
}
