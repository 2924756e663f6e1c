import { hexToBytes } from '@noble/hashes/utils.js';
import fc from 'fast-check';
import { signCheckpoint } from './checkpointNote';
import {
  FIRST_PREV_HASH,
  checkpointLine,
  entryLeafHash,
  entryLine,
  entryText,
  linesOf,
} from './logLines';
import { MerkleFrontier } from './MerkleFrontier';
import { AuditEntry } from './schema';
import { verifierKeyOf } from './signedNote';
import { verifyLog } from './verifyLog';

const signer = { name: 'desk.example.com', seed: new Uint8Array(32).fill(1) };
const thief = { name: 'desk.example.com', seed: new Uint8Array(32).fill(2) };
const verifierKey = verifierKeyOf(signer);

type Hashed = Omit<AuditEntry, 'leafHash'>;

function chain(count: number, change: (entry: Hashed) => Hashed = e => e) {
  const entries: AuditEntry[] = [];
  for (let seq = 0; seq < count; seq++) {
    const entry = change({
      seq,
      at: new Date(1_800_000_000_000 + seq).toISOString(),
      actor: 'user:default/ada',
      action: 'window.update',
      objectRef: 'window:1',
      entityRefs: [],
      after: { title: `Titel – ${seq}` },
      prevHash: entries.at(-1)?.leafHash ?? FIRST_PREV_HASH,
    });
    entries.push({ ...entry, leafHash: entryLeafHash(entryText(entry)) });
  }
  return entries;
}

function line(entry: AuditEntry): string {
  return entryLine(entryText(entry), entry.leafHash);
}

/** Recomputes the hash of one entry alone. */
function rehash(entry: AuditEntry, change: Partial<AuditEntry>): AuditEntry {
  const changed = { ...entry, ...change };
  return { ...changed, leafHash: entryLeafHash(entryText(changed)) };
}

function noteAt(entries: AuditEntry[], size: number, by = signer): string {
  const frontier = MerkleFrontier.empty();
  entries.slice(0, size).forEach(entry => frontier.append(entry.leafHash));
  return signCheckpoint({ size, root: frontier.root() }, by);
}

/** An export as the service writes it. */
function exportOf(entries: AuditEntry[], sizes = [entries.length]): string[] {
  const lines = entries.map(line);
  for (const size of [...sizes].sort((a, b) => b - a)) {
    lines.splice(size, 0, checkpointLine(noteAt(entries, size)));
  }
  return lines;
}

function verify(lines: string[], checkpoints: string[] = []) {
  return verifyLog(lines, { verifierKey, checkpoints });
}

const log = chain(12);
const seal = checkpointLine(noteAt(log, log.length));

describe('verifyLog', () => {
  it('finds a log good as it was exported, of any size and with checkpoints anywhere', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(40),
        fc.uniqueArray(fc.nat(40), { maxLength: 4 }),
        async (size, sizes) => {
          const entries = chain(size);
          const checkpoints = new Set([...sizes.filter(s => s < size), size]);
          expect(await verify(exportOf(entries, [...checkpoints]))).toEqual({
            ok: true,
            entries: size,
            root: expect.stringMatching(/^[0-9a-f]{64}$/),
            checkpoints: checkpoints.size,
            sealedBy: expect.objectContaining({ size }),
            first: undefined,
          });
        },
      ),
      { numRuns: 30 },
    );
  });

  type Mutation = (
    at: number,
    other: number,
  ) => {
    entries: AuditEntry[] | string[];
    kind: string;
    seq: number;
  };
  const forged = rehash(log[3], { actor: 'user:default/eve' });
  const mutations: Record<string, Mutation> = {
    'a flipped field': at => ({
      entries: log.with(at, { ...log[at], actor: 'user:default/eve' }),
      kind: 'changed',
      seq: at,
    }),
    'a flipped hash': at => ({
      entries: log.with(at, { ...log[at], leafHash: log[at ? 0 : 1].leafHash }),
      kind: 'changed',
      seq: at,
    }),
    'a flipped character': (at, other) => {
      const text = line(log[at]);
      const place = other % text.length;
      const char = text[place] === '7' ? '8' : '7';
      return {
        entries: log
          .map(line)
          .with(at, text.slice(0, place) + char + text.slice(place + 1)),
        kind: 'changed',
        seq: at,
      };
    },
    'a changed entry with its hash recomputed': at => ({
      entries: log.with(at % 11, rehash(log[at % 11], { reason: 'x' })),
      kind: 'changed',
      seq: at % 11,
    }),
    'a changed number': (at, other) => {
      const seq = other % 12 === at ? 99 : other % 12;
      return {
        entries: log.with(at, rehash(log[at], { seq })),
        kind: 'changed',
        seq: at,
      };
    },
    'a dropped entry': at => ({
      entries: log.toSpliced(at % 11, 1),
      kind: 'dropped',
      seq: at % 11,
    }),
    'a dropped entry, the rest renumbered': at => ({
      entries: log
        .toSpliced(at % 10, 1)
        .map((entry, seq) =>
          seq === entry.seq ? entry : rehash(entry, { seq }),
        ),
      kind: 'dropped',
      seq: at % 10,
    }),
    'two entries swapped': (at, other) => {
      const [a, b] = [at, (at + 1 + (other % 11)) % 12];
      return {
        entries: log.with(a, log[b]).with(b, log[a]),
        kind: 'reordered',
        seq: Math.min(a, b),
      };
    },
    'two neighbours swapped and renumbered': at => {
      const a = at % 11;
      return {
        entries: log
          .with(a, rehash(log[a + 1], { seq: a }))
          .with(a + 1, rehash(log[a], { seq: a + 1 })),
        kind: 'reordered',
        seq: a,
      };
    },
    'an entry moved to another place': (at, other) => {
      const to = (at + 1 + (other % 11)) % 12;
      return {
        entries: log.toSpliced(at, 1).toSpliced(to, 0, log[at]),
        kind: 'reordered',
        seq: Math.min(at, to),
      };
    },
    'a copy inserted': (at, other) => {
      const place = Math.max(at, (other % 12) + 1);
      return {
        entries: log.toSpliced(place, 0, log[other % place]),
        kind: 'inserted',
        seq: place,
      };
    },
    'a stranger inserted': at => ({
      entries: log.toSpliced(
        at,
        0,
        rehash(forged, {
          seq: 500,
          prevHash: FIRST_PREV_HASH.replace('0', '1'),
        }),
      ),
      kind: 'inserted',
      seq: at,
    }),
    'a forgery inserted with number and link, the rest as it was': at => ({
      entries: log.toSpliced(
        at,
        0,
        rehash(forged, { seq: at, prevHash: log[at].prevHash }),
      ),
      kind: 'inserted',
      seq: at,
    }),
    'a forgery inserted with number and link, the rest renumbered': at => ({
      entries: [
        ...log.slice(0, at),
        rehash(forged, { seq: at, prevHash: log[at].prevHash }),
        ...log.slice(at).map(entry => rehash(entry, { seq: entry.seq + 1 })),
      ],
      kind: 'inserted',
      seq: at,
    }),
    'the end truncated': at => ({
      entries: log.slice(0, at),
      kind: 'truncated',
      seq: at,
    }),
  };

  it.each(Object.entries(mutations))(
    'detects and locates %s',
    async (_, mutate) => {
      await fc.assert(
        fc.asyncProperty(fc.nat(11), fc.nat(10_000), async (at, other) => {
          const { entries, kind, seq } = mutate(at, other);
          const lines = entries.map(e => (typeof e === 'string' ? e : line(e)));
          const result = await verify([...lines, seal]);
          expect(result).toMatchObject({ ok: false, first: { kind, seq } });
          expect(result.first!.message).not.toBe('');
        }),
      );
    },
  );

  it('brackets a fork whose chain was recomputed between two checkpoints', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.nat(11),
        fc.uniqueArray(fc.integer({ min: 1, max: 11 })),
        async (at, sizes) => {
          const fork = chain(12, e =>
            e.seq === at ? { ...e, reason: 'x' } : e,
          );
          const genuine = [...sizes, 12].map(size => noteAt(log, size));
          // Handed in from elsewhere, and in the file itself.
          const inFile = fork.flatMap((e, i) => [
            line(e),
            ...[...sizes, 12]
              .filter(size => size === i + 1)
              .map(size => checkpointLine(noteAt(log, size))),
          ]);
          for (const result of [
            await verify(fork.map(line), genuine),
            await verify(inFile),
          ]) {
            expect(result.first?.kind).toBe('forged');
            expect(result.first!.seq).toBe(
              Math.max(0, ...sizes.filter(size => size <= at)),
            );
            expect(result.first!.through).toBe(
              Math.min(12, ...sizes.filter(size => size > at)) - 1,
            );
          }
        },
      ),
    );
  });

  it('tells what a checkpoint held elsewhere adds', async () => {
    const rewritten = exportOf(
      chain(9, e => ({ ...e, actor: 'user:default/eve' })),
    );
    expect((await verify(rewritten)).ok).toBe(true);
    expect((await verify(rewritten, [noteAt(log, 4)])).first).toMatchObject({
      kind: 'forged',
      seq: 0,
      through: 3,
    });
    expect((await verify(exportOf(log), [noteAt(log, 4)])).ok).toBe(true);
    const longer = chain(20);
    expect(
      (await verify(exportOf(log), [noteAt(longer, 20)])).first,
    ).toMatchObject({ kind: 'truncated', seq: 12, through: 19 });
  });

  it('names entries beyond the last checkpoint, and a log without any', async () => {
    const longer = chain(14);
    const lines = exportOf(longer, [12]);
    expect((await verify(lines)).first).toMatchObject({
      kind: 'unsealed',
      seq: 12,
      through: 13,
    });
    expect((await verify(longer.map(line))).first).toMatchObject({
      kind: 'unsealed',
      seq: 0,
    });
    expect((await verify([])).first).toMatchObject({
      kind: 'unsealed',
      seq: 0,
    });
    const moved = [...longer.map(line), seal];
    expect((await verify(moved)).first).toMatchObject({ kind: 'inserted' });
  });

  it('accepts only checkpoints that a trusted key has signed', async () => {
    const stolen = checkpointLine(noteAt(log, 12, thief));
    expect((await verify([...log.map(line), stolen])).first).toEqual({
      kind: 'checkpoint',
      message: expect.stringContaining('a key that you do not trust'),
    });
    expect(
      await verifyLog([...log.map(line), stolen], {
        verifierKey: [verifierKey, verifierKeyOf(thief)],
      }),
    ).toMatchObject({ ok: true });
    const altered = noteAt(log, 12).replace('\n12\n', '\n11\n');
    expect(
      (await verify([...log.map(line), checkpointLine(altered)])).first,
    ).toEqual({
      kind: 'checkpoint',
      message: expect.stringContaining('signature'),
    });
    await expect(verify([], ['not a note'])).resolves.toMatchObject({
      first: { kind: 'checkpoint' },
    });
    await expect(verifyLog([], { verifierKey: 'nonsense' })).rejects.toThrow(
      'verifier key',
    );
  });

  it('refuses a line that two readers could understand differently', async () => {
    const twice = line(log[0]).replace('{"entry":', '{"entry":1,"entry":');
    for (const text of [
      ` ${line(log[0])}`,
      twice,
      '{}',
      'null',
      '[',
      '\ufeff',
    ]) {
      expect((await verify([text, seal])).first).toMatchObject({
        kind: 'changed',
        seq: 0,
      });
    }
  });

  it('hashes what stands in the line, so that others can do it too', () => {
    const [text] = exportOf(log);
    const leaf = text.slice(
      '{"entry":'.length,
      text.lastIndexOf(',"leafHash":'),
    );
    expect(hexToBytes(log[0].leafHash)).toHaveLength(32);
    expect(entryLeafHash(leaf)).toBe(log[0].leafHash);
  });
});

describe('linesOf', () => {
  it('cuts chunks into lines wherever they break, and bounds them', async () => {
    const lines = async (chunks: string[], max?: number) => {
      const result = [];
      for await (const text of linesOf(chunks, max)) {
        result.push(text);
      }
      return result;
    };
    expect(await lines(['a', 'b\nc', '\n', '\nd'])).toEqual([
      'ab',
      'c',
      '',
      'd',
    ]);
    expect(await lines(['abc', 'def', 'g\nh\n'], 4)).toEqual(['abcd', 'h']);
  });
});
