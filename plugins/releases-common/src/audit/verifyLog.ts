import { LogLine, parseLogLine } from './logLines';
import { LogProblem, locateBrokenLink, locateWrongSeq } from './locateProblem';
import { FIRST_PREV_HASH } from './logLines';
import { MerkleFrontier } from './MerkleFrontier';
import { TreeHead, verifyCheckpoint } from './checkpointNote';
import { VerifierKey, parseVerifierKey } from './signedNote';

/**
 * What came out of verifying a log.
 *
 * @public
 */
export interface LogVerification {
  ok: boolean;
  /** How many entries from the beginning are as they were written. */
  entries: number;
  /** Merkle root over these entries, hex. */
  root: string;
  /** The newest checkpoint that agrees with the entries. */
  sealedBy?: TreeHead;
  /** How many checkpoints agree with the entries. */
  checkpoints: number;
  /** The first thing that is wrong. */
  first?: LogProblem;
}

type EntryLine = Extract<LogLine, { type: 'entry' }>;

class LogVerifier {
  readonly #keys: VerifierKey[];
  readonly #frontier = MerkleFrontier.empty();
  /** Trusted tree heads that the entries have not reached yet. */
  #pending: TreeHead[] = [];
  #previous: { hash: string; prevHash?: string } = { hash: FIRST_PREV_HASH };
  #sealedBy?: TreeHead;
  #checkpoints = 0;

  constructor(keys: VerifierKey[]) {
    this.#keys = keys;
  }

  verified() {
    return {
      entries: this.#frontier.size,
      root: this.#frontier.root(),
      sealedBy: this.#sealedBy,
      checkpoints: this.#checkpoints,
    };
  }

  expect(notes: string[]): LogProblem | undefined {
    return firstOf(notes, note => this.#takeCheckpoint(note));
  }

  async read(
    lines: AsyncIterable<string> | Iterable<string>,
  ): Promise<LogProblem | undefined> {
    const parsed = parseLines(lines);
    try {
      for (;;) {
        const { value: line, done } = await parsed.next();
        if (done) {
          return undefined;
        }
        const problem =
          'unreadable' in line
            ? this.#unreadable(line.unreadable)
            : await this.#take(line, parsed);
        if (problem) {
          return problem;
        }
      }
    } finally {
      await parsed.return(undefined);
    }
  }

  finish(): LogProblem | undefined {
    const size = this.#frontier.size;
    const missing = this.#pending.at(-1);
    if (missing) {
      return {
        kind: 'truncated',
        seq: size,
        through: missing.size - 1,
        message: `The log ends before entry ${size}, but a signed checkpoint covers ${missing.size} entries: it was truncated, or entries were dropped and the rest renumbered`,
      };
    }
    if (!this.#sealedBy || this.#sealedBy.size < size) {
      const seq = this.#sealedBy?.size ?? 0;
      return {
        kind: 'unsealed',
        seq,
        through: Math.max(seq, size - 1),
        message: `No signed checkpoint covers entry ${seq} and what follows: it was inserted at the end, or the file was truncated before its checkpoint`,
      };
    }
    return undefined;
  }

  async #take(
    line: LogLine,
    rest: AsyncIterable<ParsedLine>,
  ): Promise<LogProblem | undefined> {
    if (line.type === 'checkpoint') {
      return this.#takeCheckpoint(line.note);
    }
    const position = this.#frontier.size;
    if (line.claimedHash !== line.hash) {
      return {
        kind: 'changed',
        seq: position,
        message: `Entry ${position} was changed: its text does not have the hash that it claims`,
      };
    }
    const context = { position, line, previous: this.#previous, rest };
    if (line.seq !== position) {
      return locateWrongSeq({ ...context, rest: entriesOf(rest) });
    }
    if (line.prevHash !== this.#previous.hash) {
      return locateBrokenLink({ ...context, rest: entriesOf(rest) });
    }
    this.#frontier.append(line.hash);
    this.#previous = line;
    return this.#reachPending();
  }

  #takeCheckpoint(note: string): LogProblem | undefined {
    const result = verifyCheckpoint(note, this.#keys);
    if ('problem' in result) {
      return { kind: 'checkpoint', message: result.problem };
    }
    const { head } = result;
    const sealed = this.#sealedBy;
    if (head.size >= this.#frontier.size) {
      this.#pending.push(head);
      this.#pending.sort((a, b) => a.size - b.size);
      return this.#reachPending();
    }
    if (head.size === sealed?.size && head.root === sealed.root) {
      return undefined;
    }
    return {
      kind: 'inserted',
      seq: sealed?.size ?? 0,
      through: this.#frontier.size - 1,
      message: `A signed checkpoint covers ${head.size} entries, but ${
        this.#frontier.size
      } stand before it: entries were inserted after entry ${
        (sealed?.size ?? 0) - 1
      } and the chain recomputed, or the checkpoint was moved`,
    };
  }

  #reachPending(): LogProblem | undefined {
    const size = this.#frontier.size;
    while (this.#pending[0]?.size === size) {
      const head = this.#pending.shift()!;
      const root = this.#frontier.root();
      if (head.root !== root) {
        const seq = this.#sealedBy?.size ?? 0;
        const through = Math.max(seq, size - 1);
        return {
          kind: 'forged',
          seq,
          through,
          message: `The entries from ${seq} to ${through} are not those that were signed: at least one of them was changed, dropped or inserted and the chain recomputed (the checkpoint at size ${size} has the root ${head.root}, the entries have ${root})`,
        };
      }
      this.#sealedBy = head;
      this.#checkpoints += 1;
    }
    return undefined;
  }

  #unreadable(reason: string): LogProblem {
    const seq = this.#frontier.size;
    return {
      kind: 'changed',
      seq,
      message: `The line where entry ${seq} or its checkpoint should stand cannot be read (${reason}): it was changed, or truncated in its middle`,
    };
  }
}

/**
 * Verifies an export of the audit log from its lines alone, in one pass and
 * with bounded memory: every entry against its hash and its predecessor, and the
 * Merkle root against every checkpoint, in the file or handed in from where it
 * was kept (`checkpoints`, signed notes). The log is good only if a checkpoint
 * signed by a trusted key covers its last entry.
 *
 * Throws an `InputError` when a verifier key is malformed; whatever is wrong
 * with the log is the answer, not an error.
 *
 * @public
 */
export async function verifyLog(
  lines: AsyncIterable<string> | Iterable<string>,
  options: { verifierKey: string | string[]; checkpoints?: string[] },
): Promise<LogVerification> {
  const keys = [options.verifierKey].flat().map(parseVerifierKey);
  const verifier = new LogVerifier(keys);
  const first =
    verifier.expect(options.checkpoints ?? []) ??
    (await verifier.read(lines)) ??
    verifier.finish();
  return { ...verifier.verified(), ok: !first, first };
}

type ParsedLine = LogLine | { unreadable: string };

async function* parseLines(
  lines: AsyncIterable<string> | Iterable<string>,
): AsyncGenerator<ParsedLine, undefined> {
  for await (const line of lines) {
    if (line !== '') {
      yield parse(line);
    }
  }
  return undefined;
}

function parse(line: string): ParsedLine {
  try {
    return parseLogLine(line);
  } catch (error) {
    return { unreadable: (error as Error).message };
  }
}

async function* entriesOf(
  lines: AsyncIterable<ParsedLine>,
): AsyncGenerator<EntryLine> {
  for await (const line of lines) {
    if (!('unreadable' in line) && line.type === 'entry') {
      yield line;
    }
  }
}

function firstOf<T, R>(
  items: T[],
  find: (item: T) => R | undefined,
): R | undefined {
  for (const item of items) {
    const found = find(item);
    if (found) {
      return found;
    }
  }
  return undefined;
}
