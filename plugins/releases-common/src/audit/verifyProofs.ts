import { bytesToHex } from '@noble/hashes/utils.js';
import { hashNode, parseHash, parseHashes } from './hashing';

/**
 * Whether the leaf stands at `index` in the tree of `treeSize` leaves with this
 * root, RFC 9162 §2.1.3.2. Hashes are hex. False, never an error, for anything
 * malformed.
 *
 * @public
 */
export function verifyInclusion(options: {
  leafHash: string;
  index: number;
  treeSize: number;
  proof: string[];
  root: string;
}): boolean {
  const { index, treeSize } = options ?? {};
  const leaf = parseHash(options?.leafHash);
  const root = parseHash(options?.root);
  const proof = parseHashes(options?.proof);
  if (!leaf || !root || !proof || !isSize(index) || !isSize(treeSize)) {
    return false;
  }
  if (index >= treeSize) {
    return false;
  }

  let node = index;
  let last = treeSize - 1;
  let hash = leaf;
  for (const sibling of proof) {
    if (last === 0) {
      return false;
    }
    if (isOdd(node) || node === last) {
      hash = hashNode(sibling, hash);
      // A last node without a right sibling moves up until it has a left one.
      while (!isOdd(node) && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      hash = hashNode(hash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && isSame(hash, root);
}

/**
 * Whether the tree of `newSize` leaves begins with the tree of `oldSize`
 * leaves, RFC 9162 §2.1.4.2. Hashes are hex. False, never an error, for
 * anything malformed, and for an old tree without leaves, with which
 * everything would be consistent.
 *
 * @public
 */
export function verifyConsistency(options: {
  oldSize: number;
  newSize: number;
  oldRoot: string;
  newRoot: string;
  proof: string[];
}): boolean {
  const { oldSize, newSize } = options ?? {};
  const proof = parseHashes(options?.proof);
  if (!proof || !isSize(oldSize) || !isSize(newSize)) {
    return false;
  }
  if (oldSize === 0 || oldSize > newSize) {
    return false;
  }
  if (oldSize === newSize) {
    return proof.length === 0 && isSameHex(options.oldRoot, options.newRoot);
  }
  const oldRoot = parseHash(options.oldRoot);
  const newRoot = parseHash(options.newRoot);
  if (!oldRoot || !newRoot) {
    return false;
  }

  const [seed, ...path] = isPowerOfTwo(oldSize) ? [oldRoot, ...proof] : proof;
  if (!seed) {
    return false;
  }
  let node = oldSize - 1;
  let last = newSize - 1;
  while (isOdd(node)) {
    node = half(node);
    last = half(last);
  }
  let oldHash = seed;
  let newHash = seed;
  for (const sibling of path) {
    if (last === 0) {
      return false;
    }
    if (isOdd(node) || node === last) {
      oldHash = hashNode(sibling, oldHash);
      newHash = hashNode(sibling, newHash);
      while (!isOdd(node) && node !== 0) {
        node = half(node);
        last = half(last);
      }
    } else {
      newHash = hashNode(newHash, sibling);
    }
    node = half(node);
    last = half(last);
  }
  return last === 0 && isSame(oldHash, oldRoot) && isSame(newHash, newRoot);
}

function isSize(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}

// Bit operators would cut sizes to 32 bits.
function isOdd(value: number): boolean {
  return value % 2 === 1;
}

function half(value: number): number {
  return Math.floor(value / 2);
}

function isPowerOfTwo(size: number): boolean {
  return /^10*$/.test(size.toString(2));
}

function isSame(a: Uint8Array, b: Uint8Array): boolean {
  return bytesToHex(a) === bytesToHex(b);
}

/** Of trees of one size only this is asked, whatever made the hashes. */
function isSameHex(a: unknown, b: unknown): boolean {
  return (
    typeof a === 'string' &&
    typeof b === 'string' &&
    /^([0-9a-f]{2})+$/i.test(a) &&
    a.toLowerCase() === b.toLowerCase()
  );
}
