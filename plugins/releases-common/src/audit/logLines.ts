import { utf8ToBytes } from '@noble/hashes/utils.js';
import { InputError } from '@backstage/errors';
import { canonicalJson } from './canonicalJson';
import { leafHash } from './hashing';
import { AuditEntry, auditEntrySchema } from './schema';

/** `prevHash` of the first entry. @public */
export const FIRST_PREV_HASH = '0'.repeat(64);

/**
 * The text of an entry that is hashed, stored and exported: its canonical JSON
 * without `leafHash`.
 *
 * @public
 */
export function entryText(entry: Omit<AuditEntry, 'leafHash'>): string {
  const { leafHash: _, ...hashed } = entry as AuditEntry;
  return canonicalJson(hashed);
}

/**
 * The leaf hash of an entry's text, hex: SHA-256(0x00 ‖ UTF-8 of the text).
 *
 * @public
 */
export function entryLeafHash(text: string): string {
  return leafHash(utf8ToBytes(text));
}

/**
 * One line of an export, without its newline, that holds an entry:
 * `{"entry":<text>,"leafHash":"<hex>","type":"entry"}`. The text stands in it
 * as it was hashed, so that the leaf can be computed from the line alone: it is
 * what stands between `{"entry":` and `,"leafHash":`.
 *
 * @public
 */
export function entryLine(text: string, hash: string): string {
  return `{"entry":${text},"leafHash":"${hash}","type":"entry"}`;
}

/**
 * One line of an export, without its newline, that holds a checkpoint:
 * `{"note":"<signed note>","type":"checkpoint"}`. It stands right after the
 * last entry that it covers.
 *
 * @public
 */
export function checkpointLine(note: string): string {
  return canonicalJson({ type: 'checkpoint', note });
}

const hashedEntrySchema = auditEntrySchema.omit({ leafHash: true });

/** A line taken apart; `seq` and `prevHash` are those the entry claims. */
export type LogLine =
  | {
      type: 'entry';
      seq: number;
      prevHash: string;
      /** As the line claims. */
      claimedHash: string;
      /** As computed from the text. */
      hash: string;
    }
  | { type: 'checkpoint'; note: string };

/**
 * Reads one line of an export. Throws an `InputError` when it is none, which
 * includes one that is not written canonically: two readers could understand it
 * differently.
 */
export function parseLogLine(line: string): LogLine {
  const value = parseCanonical(line);
  if (value?.type === 'checkpoint' && typeof value.note === 'string') {
    return { type: 'checkpoint', note: value.note };
  }
  const { entry, leafHash: claimedHash, type, ...others } = value ?? {};
  const parsed = hashedEntrySchema.safeParse(entry);
  if (
    type !== 'entry' ||
    !parsed.success ||
    typeof claimedHash !== 'string' ||
    Object.keys(others).length > 0
  ) {
    throw new InputError('neither an entry nor a checkpoint');
  }
  return {
    type: 'entry',
    seq: parsed.data.seq,
    prevHash: parsed.data.prevHash,
    claimedHash,
    hash: entryLeafHash(canonicalJson(entry)),
  };
}

function parseCanonical(line: string): Record<string, unknown> | undefined {
  let value: unknown;
  try {
    value = JSON.parse(line);
    if (canonicalJson(value) !== line) {
      throw new InputError('not in canonical form');
    }
  } catch (error) {
    throw error instanceof InputError ? error : new InputError('not JSON');
  }
  return typeof value === 'object' && value !== null
    ? (value as Record<string, unknown>)
    : undefined;
}

/**
 * Cuts chunks of text into lines. A line longer than `maxLength` characters is
 * given cut off, and the rest of it dropped, so that memory stays bounded.
 *
 * @public
 */
export async function* linesOf(
  chunks: AsyncIterable<string> | Iterable<string>,
  maxLength: number = 16 * 1024 * 1024,
): AsyncGenerator<string> {
  let rest = '';
  for await (const chunk of chunks) {
    if (rest.length > maxLength && !chunk.includes('\n')) {
      continue;
    }
    const parts = (rest + chunk).split('\n');
    rest = parts.pop()!.slice(0, maxLength + 1);
    yield* parts.map(part => part.slice(0, maxLength));
  }
  if (rest !== '') {
    yield rest.slice(0, maxLength);
  }
}
