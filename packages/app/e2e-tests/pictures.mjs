import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { DateTime } from 'luxon';
import { chromium } from 'playwright-core';

// Takes the pictures of the README, light and dark, on a portal that runs
// already: `yarn test:e2e --serve` in one terminal, this in another. Makes a
// freeze and a release, and takes them away again.

const root = path.resolve(import.meta.dirname, '../../..');
const url = process.env.PICTURES_URL ?? 'http://localhost:7100';
const folder = path.join(root, 'docs/pictures');
const zone = 'Europe/Berlin';
const FREEZE = 'Close of the quarter';
const RELEASE = 'Receipts by mail';

mkdirSync(folder, { recursive: true });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-gpu'],
});
try {
  for (const theme of ['light', 'dark']) await takeAll(theme);
} finally {
  await browser.close();
}

async function takeAll(theme) {
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    timezoneId: zone,
    locale: 'en-GB',
    reducedMotion: 'reduce',
  });
  await context.addInitScript(
    value => localStorage.setItem('theme', value),
    theme,
  );
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  const api = await apiAsGuest(context.request);
  const take = async name => {
    await settled(page);
    const file = path.join(folder, `${name}-${theme}.png`);
    await page.screenshot({ path: file, animations: 'disabled' });
    process.stdout.write(`${path.relative(root, file)}\n`);
  };

  await page.goto(`${url}/releases/calendar?view=month`);
  await page.getByRole('button', { name: 'Enter' }).click();
  await page.getByRole('grid').waitFor();
  await take('month');

  await page.goto(`${url}/releases/calendar?view=timeline&group=system`);
  await page.getByText('and events').first().waitFor();
  await take('timeline');

  await page.goto(`${url}/catalog/default/component/checkout-api/releases`);
  await page.getByRole('heading', { name: /for deployments|^Open/ }).waitFor();
  await take('service');

  await environments(page, take);

  const day = DateTime.now().setZone(zone).plus({ days: 2 }).endOf('quarter');
  const release = await api('POST', '/releases', {
    title: RELEASE,
    owner: 'group:default/team-checkout',
    start: day.set({ hour: 10, minute: 0, second: 0, millisecond: 0 }),
    end: day.set({ hour: 12, minute: 0, second: 0, millisecond: 0 }),
    timeZone: zone,
    entities: [{ ref: 'component:default/checkout-api', version: '5.14.0' }],
    environments: ['resource:default/production-eu'],
  });
  try {
    await makeFreeze(page, { day, take });
    await page
      .getByRole('button', { name: /^Release checkout-api 5.14.0/ })
      .click();
    await page.getByRole('heading', { name: 'Why it collides' }).waitFor();
    await page
      .getByText(`${FREEZE} is in the calendar`)
      .waitFor({ state: 'hidden', timeout: 60_000 });
    await take('collision');
  } finally {
    const { items } = await api(
      'GET',
      `/windows?q=${encodeURIComponent(FREEZE)}`,
    );
    for (const { id, revision } of items)
      await api('DELETE', `/windows/${id}`, undefined, revision);
    await api('DELETE', `/releases/${release.id}`, undefined, release.revision);
  }

  await subscribe(page, { api, take });

  await page.goto(`${url}/releases/audit`);
  await page.getByRole('button', { name: 'Seal now' }).click();
  await page.getByText('Every entry is sealed.').waitFor();
  await page.getByRole('button', { name: 'Verify in this browser' }).click();
  await page.getByText(/The log is whole/).waitFor();
  await take('audit');
  await context.close();
}

async function environments(page, take) {
  const at = `${url}/releases/environments`;
  await page.goto(`${at}/board`);
  await page.getByRole('row').nth(1).waitFor();
  await take('environments-board');

  await page.goto(`${at}/board?only=unclaimed`);
  await page
    .getByRole('button', { name: /^Claim / })
    .first()
    .click();
  await page.getByRole('dialog').waitFor();
  await take('environments-claim');

  await page.goto(`${at}/bookings?tier=staging`);
  await page.locator('[data-bar]').first().waitFor();
  await take('environments-bookings');

  await page.goto(`${at}/versions`);
  await page.getByRole('row').nth(1).waitFor();
  await take('environments-versions');

  await page.goto(`${url}/catalog/default/resource/staging-eu/environment`);
  await page.getByRole('heading', { name: 'History' }).waitFor();
  await take('environment');

  await page.goto(`${url}/catalog/default/component/checkout-api/environments`);
  await page
    .getByText(/criteria pass|May go|Cannot say/)
    .first()
    .waitFor();
  await take('environments-promotion');
}

/** Leaves the page on the month in which it stands. */
async function makeFreeze(page, { day, take }) {
  await page.goto(
    `${url}/releases/calendar?view=month&date=${day.toISODate()}`,
  );
  await page.getByRole('button', { name: 'Create', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Freeze' }).click();
  const dialog = page.getByRole('dialog');
  const go = name =>
    dialog.locator('[type=submit]').filter({ hasText: name }).click();
  const pick = async (name, text, option) => {
    await dialog.getByRole('combobox', { name }).fill(text);
    await page.getByRole('option', { name: option, exact: true }).click();
  };

  await dialog.getByLabel('Title').fill(FREEZE);
  await dialog.getByLabel(/^Reason/).fill('Finance closes the books.');
  await pick('Owner', 'finance', 'Finance');
  await go('Continue to when');

  const parts = { year: 'yyyy', month: 'MM', day: 'dd' };
  const start = dialog.getByRole('group', { name: 'First start' });
  for (const [part, format] of Object.entries(parts)) {
    await start
      .getByRole('spinbutton', { name: new RegExp(`^${part}`) })
      .click();
    await page.keyboard.type(day.toFormat(format));
  }
  for (const part of ['hour', 'minute']) {
    await start
      .getByRole('spinbutton', { name: new RegExp(`^${part}`) })
      .click();
    await page.keyboard.type('00');
  }
  await dialog.getByRole('textbox', { name: 'Lasts, days' }).fill('1');
  await dialog.getByRole('button', { name: /Repeats$/ }).click();
  await page.getByRole('option', { name: 'Every quarter' }).click();
  await dialog.getByText('the last day of the quarter').click();
  await dialog.getByRole('complementary').getByRole('row').nth(5).waitFor();
  await take('freeze-when');

  await go('Continue to scope');
  await pick('Domain', 'commerce', 'Commerce');
  await dialog.getByText(/\d+ match/).waitFor();
  await go('Continue to rules');
  await go('Check');
  await dialog.getByRole('rowheader', { name: RELEASE }).waitFor();
  await take('freeze-check');
  await go('Create freeze');
  await dialog.waitFor({ state: 'hidden' });
}

async function subscribe(page, { api, take }) {
  await page.goto(
    `${url}/releases/calendar?view=month&system=system:default/checkout`,
  );
  await page.getByRole('button', { name: 'Subscribe' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the feed').fill('What touches Checkout');
  await dialog.getByRole('button', { name: 'Create feed' }).click();
  await dialog.getByLabel('Address of the feed').waitFor();
  await take('subscribe');
  const { items } = await api('GET', '/feeds');
  for (const { id, revision } of items)
    await api('DELETE', `/feeds/${id}`, undefined, revision);
}

/** Until nothing is loading and the fonts are there. */
async function settled(page) {
  await page.waitForLoadState('networkidle').catch(() => {});
  await page.evaluate(() => document.fonts.ready);
  await page.mouse.move(720, 898);
  await page.waitForTimeout(600);
}

async function apiAsGuest(request) {
  const signedIn = await request.post(`${url}/api/auth/guest/refresh`, {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await signedIn.json();
  return async (method, at, data, revision) => {
    const response = await request.fetch(`${url}/api/releases${at}`, {
      method,
      data,
      headers: {
        Authorization: `Bearer ${backstageIdentity.token}`,
        ...(revision !== undefined && { 'If-Match': `"${revision}"` }),
      },
    });
    if (!response.ok())
      throw new Error(`${method} ${at} answered ${response.status()}`);
    const text = await response.text();
    return text ? JSON.parse(text) : undefined;
  };
}
