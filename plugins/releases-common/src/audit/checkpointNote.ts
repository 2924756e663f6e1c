import { bytesToHex } from '@noble/hashes/utils.js';
import { InputError } from '@backstage/errors';
import { fromBase64, toBase64 } from './base64';
import { parseHash } from './hashing';
import {
  NoteSigner,
  ParsedNote,
  VerifierKey,
  checkSignatures,
  parseNote,
  signNote,
} from './signedNote';

/**
 * What a checkpoint says: the log `origin` had `size` entries with this Merkle
 * root (hex).
 *
 * @public
 */
export interface TreeHead {
  origin: string;
  size: number;
  root: string;
}

/**
 * Signs a tree head as a C2SP tlog-checkpoint: a signed note whose body is
 * origin, size and base64 root, each on its line. The name of the key is the
 * origin. Throws an `InputError` for a size or root that is none.
 *
 * @public
 */
export function signCheckpoint(
  head: { size: number; root: string },
  signer: NoteSigner,
): string {
  const root = parseHash(head.root);
  if (!root || !Number.isSafeInteger(head.size) || head.size < 0) {
    throw new InputError('A checkpoint needs a size and a SHA-256 root');
  }
  return signNote(`${signer.name}\n${head.size}\n${toBase64(root)}\n`, signer);
}

/**
 * Reads a checkpoint without trusting it: the signatures are not looked at.
 * Throws an `InputError` when it is malformed.
 *
 * @public
 */
export function parseCheckpoint(note: string): TreeHead {
  return readTreeHead(parseNote(note));
}

/**
 * Reads a checkpoint and checks that one of these keys has signed it under its
 * own origin. Never throws: a checkpoint that cannot be trusted comes back with
 * the reason.
 *
 * @public
 */
export function verifyCheckpoint(
  note: string,
  keys: VerifierKey[],
): { head: TreeHead; signedBy: VerifierKey } | { problem: string } {
  try {
    const parsed = parseNote(note);
    const head = readTreeHead(parsed);
    const checked = checkSignatures(parsed, keys);
    if (!('signedBy' in checked)) {
      return { problem: describe(checked.problem, head, parsed) };
    }
    return checked.signedBy.name === head.origin
      ? { head, signedBy: checked.signedBy }
      : {
          problem: `The checkpoint speaks of the log '${head.origin}', but the key belongs to '${checked.signedBy.name}'`,
        };
  } catch (error) {
    return { problem: error instanceof Error ? error.message : String(error) };
  }
}

function readTreeHead(note: ParsedNote): TreeHead {
  const [origin, size, root, ...extensions] = note.text
    .slice(0, -1)
    .split('\n');
  const rootBytes = fromBase64(root ?? '');
  if (
    !origin ||
    !/^(0|[1-9]\d*)$/.test(size ?? '') ||
    !Number.isSafeInteger(Number(size)) ||
    rootBytes?.length !== 32 ||
    extensions.some(line => line === '')
  ) {
    throw new InputError(
      'Not a checkpoint: expected origin, size and root, each on its line',
    );
  }
  return { origin, size: Number(size), root: bytesToHex(rootBytes) };
}

function describe(
  problem: 'unknown-key' | 'bad-signature',
  head: TreeHead,
  note: ParsedNote,
): string {
  const who = note.signatures.map(s => `${s.name}+${s.keyId}`).join(', ');
  return problem === 'bad-signature'
    ? `The signature of the checkpoint at size ${head.size} is wrong: it was altered, or signed by somebody else`
    : `The checkpoint at size ${head.size} is signed by a key that you do not trust (${who})`;
}
