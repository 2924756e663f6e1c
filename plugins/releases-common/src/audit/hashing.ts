import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';

const LEAF_PREFIX = Uint8Array.of(0);
const NODE_PREFIX = Uint8Array.of(1);
const HASH = /^[0-9a-f]{64}$/i;

/** SHA-256(0x00 ‖ bytes), RFC 6962 §2.1. */
export function hashLeaf(bytes: Uint8Array): Uint8Array {
  return sha256(concatBytes(LEAF_PREFIX, bytes));
}

/** SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1. */
export function hashNode(left: Uint8Array, right: Uint8Array): Uint8Array {
  return sha256(concatBytes(NODE_PREFIX, left, right));
}

/** The bytes of a SHA-256 in hex, `undefined` for anything else. */
export function parseHash(value: unknown): Uint8Array | undefined {
  return typeof value === 'string' && HASH.test(value)
    ? hexToBytes(value)
    : undefined;
}

/** All of them, or `undefined` when one is not a SHA-256 in hex. */
export function parseHashes(values: unknown): Uint8Array[] | undefined {
  if (!Array.isArray(values)) {
    return undefined;
  }
  const hashes = values.map(parseHash);
  return hashes.every(hash => hash !== undefined) ? hashes : undefined;
}

function requireHash(value: string): Uint8Array {
  const hash = parseHash(value);
  if (!hash) {
    throw new TypeError('expected a SHA-256 as 64 hex digits');
  }
  return hash;
}

/**
 * The hash of a leaf, hex: SHA-256(0x00 ‖ bytes), RFC 6962 §2.1.
 *
 * @public
 */
export function leafHash(bytes: Uint8Array): string {
  return bytesToHex(hashLeaf(bytes));
}

/**
 * The hash of a node over two children, hex in and out:
 * SHA-256(0x01 ‖ left ‖ right), RFC 6962 §2.1. Throws a `TypeError` for
 * anything but 64 hex digits.
 *
 * @public
 */
export function nodeHash(left: string, right: string): string {
  return bytesToHex(hashNode(requireHash(left), requireHash(right)));
}
