import {
  checkpointLine,
  entryLine,
} from '@release-desk/plugin-releases-common';
import { AuditStore } from './AuditStore';
import { CheckpointStore } from './CheckpointStore';

const CHECKPOINT_BATCH = 100;

/**
 * The lines of an export, each with its newline: the first `size` entries in
 * order, and every checkpoint of the key right after the last entry that it
 * covers, so that whoever verifies can tell between which two of them a forgery
 * lies.
 */
export async function* exportLog(options: {
  entries: AuditStore;
  checkpoints: CheckpointStore;
  keyId: string;
  size: number;
}): AsyncGenerator<string> {
  const { entries, size } = options;
  const due = readCheckpoints(options);
  let next = await due.next();
  let count = 0;

  async function* reached(): AsyncGenerator<string> {
    while (!next.done && next.value.size <= count) {
      yield `${checkpointLine(next.value.note)}\n`;
      next = await due.next();
    }
  }

  yield* reached();
  for await (const entry of entries.read({ from: 0, to: size })) {
    yield `${entryLine(entry.text, entry.leafHash)}\n`;
    count = entry.seq + 1;
    yield* reached();
  }
  // A log that lacks entries must still show what was signed.
  count = size;
  yield* reached();
}

async function* readCheckpoints(options: {
  checkpoints: CheckpointStore;
  keyId: string;
}) {
  let from = 0;
  for (;;) {
    const page = await options.checkpoints.listOfKey({
      keyId: options.keyId,
      from,
      limit: CHECKPOINT_BATCH,
    });
    yield* page;
    if (page.length < CHECKPOINT_BATCH) {
      return;
    }
    from = page[page.length - 1].size + 1;
  }
}
