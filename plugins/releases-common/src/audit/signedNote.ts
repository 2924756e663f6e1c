import { ed25519 } from '@noble/curves/ed25519.js';
import { sha256 } from '@noble/hashes/sha2.js';
import {
  bytesToHex,
  concatBytes,
  hexToBytes,
  utf8ToBytes,
} from '@noble/hashes/utils.js';
import { InputError } from '@backstage/errors';
import { fromBase64, toBase64 } from './base64';

/** C2SP signature type of Ed25519 over the note text. */
const ED25519 = Uint8Array.of(1);
const SIGNATURE_LINE = /^— (\S+) (\S+)$/u;
const KEY_NAME = /^[^\s+\p{Cc}]+$/u;
/** Far more than the 16 signatures that a verifier must accept. */
const MAX_NOTE_LENGTH = 100_000;

/**
 * A public key that signs notes, C2SP signed-note.
 *
 * @public
 */
export interface VerifierKey {
  /** A schema-less URL by convention, without spaces and `+`. */
  name: string;
  /** First four bytes of SHA-256(name ‖ 0x0A ‖ 0x01 ‖ public key), hex. */
  keyId: string;
  /** 32 bytes, RFC 8032. */
  publicKey: Uint8Array;
}

/**
 * A private key that signs notes. `seed` is the 32-byte Ed25519 private key of
 * RFC 8032.
 *
 * @public
 */
export interface NoteSigner {
  name: string;
  seed: Uint8Array;
}

/** A note taken apart; nothing in it is trusted yet. */
export interface ParsedNote {
  /** The signed text, with its final newline. */
  text: string;
  signatures: { name: string; keyId: string; signature: Uint8Array }[];
}

function verifierKey(name: string, publicKey: Uint8Array): VerifierKey {
  const id = sha256(
    concatBytes(utf8ToBytes(`${name}\n`), ED25519, publicKey),
  ).subarray(0, 4);
  return { name, publicKey, keyId: bytesToHex(id) };
}

/**
 * The verifier key of a signer as text, `name+keyId+base64(0x01 ‖ public key)`:
 * what one gives to whom shall verify. Throws an `InputError` for a name that
 * C2SP does not allow and a seed that is not 32 bytes.
 *
 * @public
 */
export function verifierKeyOf(signer: NoteSigner): string {
  const { name, seed } = signer;
  if (!KEY_NAME.test(name)) {
    throw new InputError(
      `The key name '${name}' must not be empty nor hold spaces or '+'`,
    );
  }
  if (seed.length !== 32) {
    throw new InputError('An Ed25519 private key has 32 bytes');
  }
  const { keyId, publicKey } = verifierKey(name, ed25519.getPublicKey(seed));
  return `${name}+${keyId}+${toBase64(concatBytes(ED25519, publicKey))}`;
}

/**
 * Reads `name+keyId+base64(0x01 ‖ public key)`. Throws an `InputError` when it
 * is malformed, of another algorithm, or its key id does not belong to its key.
 *
 * @public
 */
export function parseVerifierKey(text: string): VerifierKey {
  const [, name, keyId, base64] =
    /^([^+]+)\+([0-9a-f]{8})\+(\S+)$/.exec(text.trim()) ?? [];
  const bytes = base64 === undefined ? undefined : fromBase64(base64);
  if (!bytes || !KEY_NAME.test(name)) {
    throw new InputError(
      'Expected a verifier key, name+keyid+base64, such as releases.example.com/audit+1a2b3c4d+AQ…',
    );
  }
  if (bytes.length !== 33 || bytes[0] !== ED25519[0]) {
    throw new InputError(`The verifier key of '${name}' is not an Ed25519 key`);
  }
  const key = verifierKey(name, bytes.subarray(1));
  if (key.keyId !== keyId) {
    throw new InputError(
      `The verifier key of '${name}' is damaged: its id should be ${key.keyId}, not ${keyId}`,
    );
  }
  return key;
}

/** The signed note over a text that ends in a newline. */
export function signNote(text: string, signer: NoteSigner): string {
  const [, keyId] = verifierKeyOf(signer).split('+');
  const signature = concatBytes(
    hexToBytes(keyId),
    ed25519.sign(utf8ToBytes(text), signer.seed),
  );
  return `${text}\n— ${signer.name} ${toBase64(signature)}\n`;
}

/** Takes a signed note apart, or throws an `InputError` that says what is wrong. */
export function parseNote(note: string): ParsedNote {
  if (typeof note !== 'string' || note.length > MAX_NOTE_LENGTH) {
    throw new InputError('Not a signed note: not a text of a bearable length');
  }
  // eslint-disable-next-line no-control-regex
  if (/[\u0000-\u0009\u000b-\u001f]|\p{Surrogate}/u.test(note)) {
    throw new InputError('Not a signed note: it holds control characters');
  }
  const separator = note.lastIndexOf('\n\n');
  if (separator < 0 || !note.endsWith('\n') || separator === note.length - 2) {
    throw new InputError(
      'Not a signed note: no blank line with signatures after it',
    );
  }
  const signatures = note
    .slice(separator + 2, -1)
    .split('\n')
    .map(line => {
      const [, name, base64] = SIGNATURE_LINE.exec(line) ?? [];
      const bytes = base64 === undefined ? undefined : fromBase64(base64);
      if (!bytes || bytes.length < 5 || !KEY_NAME.test(name)) {
        throw new InputError('Not a signed note: malformed signature line');
      }
      return {
        name,
        keyId: bytesToHex(bytes.subarray(0, 4)),
        signature: bytes.subarray(4),
      };
    });
  return { text: note.slice(0, separator + 1), signatures };
}

/**
 * Who of the known keys has signed a note. Signatures of unknown keys are
 * ignored, as C2SP demands; one bad signature of a known key spoils the note.
 */
export function checkSignatures(
  note: ParsedNote,
  keys: VerifierKey[],
): { signedBy: VerifierKey } | { problem: 'unknown-key' | 'bad-signature' } {
  const text = utf8ToBytes(note.text);
  let signedBy: VerifierKey | undefined;
  for (const { name, keyId, signature } of note.signatures) {
    const key = keys.find(k => k.name === name && k.keyId === keyId);
    if (key) {
      if (!isSignature(signature, text, key.publicKey)) {
        return { problem: 'bad-signature' };
      }
      signedBy ??= key;
    }
  }
  return signedBy ? { signedBy } : { problem: 'unknown-key' };
}

function isSignature(
  signature: Uint8Array,
  text: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  try {
    // Strict RFC 8032: what one verifier accepts, every other one does too.
    return ed25519.verify(signature, text, publicKey, { zip215: false });
  } catch {
    return false;
  }
}
