/**
 * The first thing that is wrong with a log.
 *
 * - `changed`, `dropped`, `reordered`, `inserted`: the entry at `seq`.
 * - `truncated`: the log ends at `seq`, before a checkpoint that it should reach.
 * - `forged`: the chain was recomputed and disagrees with a checkpoint; the
 *   first wrong entry is one of `seq` to `through`, which is as far as the
 *   checkpoints tell.
 * - `unsealed`: no checkpoint covers the entries from `seq`.
 * - `checkpoint`: a checkpoint is malformed, wrongly signed, or by an unknown
 *   key; it has no `seq`.
 *
 * @public
 */
export interface LogProblem {
  kind:
    | 'changed'
    | 'dropped'
    | 'reordered'
    | 'inserted'
    | 'truncated'
    | 'forged'
    | 'unsealed'
    | 'checkpoint';
  seq?: number;
  /** Last entry of a range in which the problem lies, when it is a range. */
  through?: number;
  /** One sentence in plain words. */
  message: string;
}

interface Link {
  seq: number;
  prevHash: string;
  hash: string;
}

interface Finding {
  /** Where the line stands, from 0. */
  position: number;
  line: Link;
  previous: { hash: string; prevHash?: string };
  /** The entries after this line. */
  rest: AsyncIterable<Link>;
}

/** An entry, whole in itself, bears another number than its place. */
export async function locateWrongSeq(finding: Finding): Promise<LogProblem> {
  const { line, position } = finding;
  return line.seq < position
    ? locateRepeatedSeq(finding)
    : locateSkippedSeq(finding);
}

async function locateRepeatedSeq(finding: Finding): Promise<LogProblem> {
  const { line, position, previous, rest } = finding;
  if (line.prevHash === previous.hash) {
    return renumbered(position, line.seq);
  }
  const isRival =
    line.prevHash === previous.prevHash && line.hash !== previous.hash;
  if (isRival) {
    // Two entries follow the same one; what follows them knows which is real.
    const next = await firstIn(rest);
    const isPreviousReal = next?.prevHash === previous.hash;
    return inserted(isPreviousReal ? position : position - 1);
  }
  return inserted(position);
}

async function locateSkippedSeq(finding: Finding): Promise<LogProblem> {
  const { line, position, previous, rest } = finding;
  let others = position;
  let lastSeq = position - 1;
  let next: Link | undefined;
  let isFoundLater = false;
  for await (const other of rest) {
    next ??= other;
    others += 1;
    lastSeq = Math.max(lastSeq, other.seq);
    isFoundLater ||= other.seq === position;
  }
  if (line.prevHash === previous.hash && next?.seq !== line.seq + 1) {
    return renumbered(position, line.seq);
  }
  if (!isFoundLater) {
    return {
      kind: 'dropped',
      seq: position,
      message: `Entry ${position} was dropped: entry ${line.seq} stands in its place`,
    };
  }
  const areOthersWhole = others === lastSeq + 1 && line.seq !== lastSeq + 1;
  return areOthersWhole
    ? inserted(position)
    : {
        kind: 'reordered',
        seq: position,
        message: `Entry ${position} was reordered: entry ${line.seq} stands in its place, and entry ${position} later`,
      };
}

/** An entry, whole in itself and at its place, does not follow the one before. */
export async function locateBrokenLink(finding: Finding): Promise<LogProblem> {
  const { line, position, previous, rest } = finding;
  if (line.prevHash === previous.prevHash) {
    return inserted(position - 1);
  }
  const next = await firstIn(rest);
  if (next?.prevHash === previous.hash) {
    return {
      kind: 'reordered',
      seq: position,
      message: `Entry ${position} was reordered and renumbered: what belongs there stands later`,
    };
  }
  if (position === 0) {
    return {
      kind: 'dropped',
      seq: 0,
      message:
        'Entry 0 does not begin a log: entries before it were dropped, or it was changed',
    };
  }
  if (next && next.prevHash !== line.hash) {
    return {
      kind: 'dropped',
      seq: position,
      message: `Entry ${position} was dropped and the next renumbered, or it was changed: it does not follow entry ${
        position - 1
      }`,
    };
  }
  return {
    kind: 'changed',
    seq: position - 1,
    message: `Entry ${
      position - 1
    } was changed and its hash recomputed: entry ${position} follows another one`,
  };
}

function inserted(seq: number): LogProblem {
  return {
    kind: 'inserted',
    seq,
    message: `The entry at place ${seq} was inserted: the log goes on without it`,
  };
}

function renumbered(seq: number, claimed: number): LogProblem {
  return {
    kind: 'changed',
    seq,
    message: `Entry ${seq} was changed: it claims the number ${claimed}`,
  };
}

async function firstIn<T>(items: AsyncIterable<T>): Promise<T | undefined> {
  for await (const item of items) {
    return item;
  }
  return undefined;
}
