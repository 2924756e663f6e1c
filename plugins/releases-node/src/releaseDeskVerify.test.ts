import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import {
  FIRST_PREV_HASH,
  MerkleFrontier,
  checkpointLine,
  entryLeafHash,
  entryLine,
  entryText,
  signCheckpoint,
  verifierKeyOf,
} from '@release-desk/plugin-releases-common';

jest.setTimeout(60_000);

const directory = mkdtempSync(join(tmpdir(), 'release-desk-verify-'));
const bin = resolve(__dirname, '../bin/release-desk-verify');
const signer = { name: 'desk.example.com', seed: new Uint8Array(32).fill(3) };
const key = verifierKeyOf(signer);

function makeLog(count: number) {
  const tree = MerkleFrontier.empty();
  let prevHash = FIRST_PREV_HASH;
  const lines = Array.from({ length: count }, (_, seq) => {
    const text = entryText({
      seq,
      at: new Date(seq).toISOString(),
      actor: 'user:default/ada',
      action: 'window.update',
      objectRef: 'window:1',
      entityRefs: [],
      prevHash,
    });
    prevHash = entryLeafHash(text);
    tree.append(prevHash);
    return entryLine(text, prevHash);
  });
  const note = signCheckpoint({ size: count, root: tree.root() }, signer);
  return { lines, note, seal: checkpointLine(note) };
}

async function run(args: string[], stdin?: string) {
  const child = spawn(process.execPath, [bin, ...args], {
    cwd: directory,
  });
  let stdout = '';
  let stderr = '';
  child.stdout.on('data', chunk => (stdout += chunk));
  child.stderr.on('data', chunk => (stderr += chunk));
  child.stdin.end(stdin);
  const [code] = await once(child, 'close');
  return { code, stdout, stderr };
}

describe('release-desk-verify', () => {
  const { lines, note, seal } = makeLog(9);
  const text = [...lines, seal, ''].join('\n');

  const rewritten = makeLog(5);

  beforeAll(() => {
    const files = {
      'log.ndjson': text,
      'key.txt': `${key}\n`,
      'checkpoint.txt': `${note}\n`,
      'dropped.ndjson': [...lines.toSpliced(4, 1), seal].join('\n'),
      'rewritten.ndjson': [...rewritten.lines, rewritten.seal].join('\n'),
    };
    for (const [name, content] of Object.entries(files)) {
      writeFileSync(join(directory, name), content);
    }
  });

  afterAll(() => rmSync(directory, { recursive: true }));

  it('finds a good log good, from a file and from standard input', async () => {
    const fromFile = await run(['log.ndjson', '--public-key', key]);
    expect(fromFile).toMatchObject({ code: 0, stderr: '' });
    expect(fromFile.stdout).toContain('GOOD: all 9 entries');
    expect(await run(['-', '--public-key', 'key.txt'], text)).toEqual(fromFile);
  });

  it('names the first entry that is wrong, and exits with 1', async () => {
    const result = await run(['dropped.ndjson', '--public-key', key]);
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(/^TAMPERED: dropped at entry 4\n/);

    const stranger = verifierKeyOf({ ...signer, seed: new Uint8Array(32) });
    const untrusted = await run(['log.ndjson', '--public-key', stranger]);
    expect(untrusted.code).toBe(1);
    expect(untrusted.stdout).toMatch(
      /^NOT TRUSTED: .* a key that you do not trust/,
    );
  });

  it('holds the log against a checkpoint that was kept elsewhere', async () => {
    const args = ['rewritten.ndjson', '--public-key', key];
    expect((await run(args)).code).toBe(0);
    const result = await run([...args, '--checkpoint', 'checkpoint.txt']);
    expect(result.code).toBe(1);
    expect(result.stdout).toMatch(
      /^TAMPERED: truncated at entry 5, up to entry 8\n/,
    );
  });

  it('exits with 2 when it cannot verify, and says why', async () => {
    expect(await run([])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Usage: release-desk-verify FILE'),
    });
    expect(await run(['log.ndjson'])).toMatchObject({ code: 2 });
    expect(await run(['--nonsense'])).toMatchObject({ code: 2 });
    expect(await run(['log.ndjson', '--public-key', 'no'])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('Expected a verifier key'),
    });
    expect(await run(['missing', '--public-key', key])).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('ENOENT'),
    });
  });

  it('is shipped, and may be executed', () => {
    const manifest = JSON.parse(
      readFileSync(resolve(__dirname, '../package.json'), 'utf8'),
    );
    expect(manifest.files).toContain('bin');
    expect(resolve(__dirname, '..', manifest.bin['release-desk-verify'])).toBe(
      bin,
    );
  });
});
