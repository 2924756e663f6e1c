import { expect, test } from '@playwright/test';
import { execFile } from 'node:child_process';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { openAsGuest } from './signIn';

const VERIFY = path.resolve(
  __dirname,
  '../../../plugins/releases-node/bin/release-desk-verify',
);

function verify(file: string, key: string) {
  return new Promise<{ code: number; output: string }>(resolve => {
    execFile(
      process.execPath,
      [VERIFY, file, '--public-key', key],
      (error, stdout, stderr) =>
        resolve({
          code: error ? Number(error.code) : 0,
          output: stdout + stderr,
        }),
    );
  });
}

test('the exported log is verified without the server, and one changed byte is found', async ({
  page,
}, testInfo) => {
  await openAsGuest(page, '/releases/audit');
  await expect(page.getByRole('table')).toBeVisible();
  await page.getByRole('button', { name: 'Seal now' }).click();
  await expect(page.getByText('Every entry is sealed.')).toBeVisible();
  const key = (await page
    .getByText(/^\S+\+[0-9a-f]{8}\+\S+$/)
    .first()
    .textContent())!;

  const downloading = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  const download = await downloading;
  expect(download.suggestedFilename()).toMatch(
    /^audit-\d{4}-\d\d-\d\d\.ndjson$/,
  );
  const file = testInfo.outputPath('audit.ndjson');
  await download.saveAs(file);

  const good = await verify(file, key);
  expect(good).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^GOOD: all \d+ entries/),
  });

  const text = await readFile(file, 'utf8');
  const at = text.indexOf('freeze', Math.floor(text.length / 2));
  expect(at).toBeGreaterThan(0);
  const changed = testInfo.outputPath('changed.ndjson');
  await writeFile(changed, `${text.slice(0, at)}F${text.slice(at + 1)}`);
  const line = text.slice(
    text.lastIndexOf('\n', at) + 1,
    text.indexOf('\n', at),
  );
  const { seq } = JSON.parse(line).entry;
  expect(seq).toBeGreaterThan(0);

  const bad = await verify(changed, key);
  expect(bad.code).toBe(1);
  expect(bad.output).toMatch(new RegExp(`^TAMPERED: .* at entry ${seq}\\b`));

  // What was cut off is missed too, because what was sealed is known.
  const whole = text.trimEnd().split('\n');
  const last = whole.findLastIndex(one => 'entry' in JSON.parse(one));
  const cut = testInfo.outputPath('cut.ndjson');
  await writeFile(cut, `${whole.toSpliced(last, 1).join('\n')}\n`);
  const short = await verify(cut, key);
  expect(short.code).toBe(1);
  expect(short.output).toMatch(
    new RegExp(`^TAMPERED: .*entry ${JSON.parse(whole[last]).entry.seq}\\b`),
  );
});

test('the log is verified in the browser of its reader', async ({ page }) => {
  await openAsGuest(page, '/releases/audit');
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  await expect(
    page.getByText(/The log is whole: \d+ entries, checked here/),
  ).toBeVisible();
});
