import { expect, Page, test } from '@playwright/test';
import { expectAccessible, Part, Theme } from './axe';
import { openAsGuest } from './signIn';

const THEMES: Theme[] = ['light', 'dark'];
const NARROW = { width: 500, height: 900 };
const STRANGER = process.env.RELEASE_DESK_E2E_STRANGER_URL;

interface State extends Part {
  name: string;
  path: string;
  /** Whether there is something to look at. */
  shows(page: Page): Promise<void>;
}

const mark = (page: Page) => page.locator('button[data-item]').first();
const visible = (find: (page: Page) => ReturnType<Page['locator']>) => ({
  shows: (page: Page) => expect(find(page)).toBeVisible(),
});
const rows = visible(page => page.getByRole('row').nth(1));

const CALENDAR: State[] = [
  { name: 'month', path: '?view=month', ...visible(mark) },
  { name: 'week', path: '?view=week', ...visible(mark) },
  { name: 'list', path: '?view=list', ...rows },
  {
    name: 'timeline by owner',
    path: '?view=timeline&group=owner',
    ...visible(mark),
  },
  {
    name: 'month without anything',
    path: '?view=month&q=there-is-no-such-thing',
    ...visible(page => page.getByRole('button', { name: 'Clear filters' })),
  },
];

const ENTITIES: State[] = [
  'component/checkout-api',
  'system/checkout',
  'resource/production-eu',
].map(entity => ({
  name: `tab of ${entity}`,
  path: `/catalog/default/${entity}/releases`,
  include: 'main',
  shows: async page => {
    await page.getByRole('button', { name: 'Why this answer' }).click();
    await expect(page.getByRole('table').first()).toBeVisible();
  },
}));

const OTHERS: State[] = [
  {
    name: 'card of a service',
    path: '/catalog/default/component/checkout-api',
    include: 'article:has([aria-label="Open the tab Releases"])',
    shows: page =>
      expect(page.getByText(/^(Closed|Open)\b.*/).first()).toBeVisible(),
  },
  {
    name: 'home',
    path: '/',
    include: '.react-grid-item:has([aria-label="What is shown"])',
    shows: page =>
      expect(
        page.getByRole('radiogroup', { name: 'What is shown' }),
      ).toBeVisible(),
  },
];

const ENVIRONMENTS: State[] = [
  { name: 'board', path: '/board', ...rows },
  {
    name: 'board without anything',
    path: '/board?q=there-is-no-such-thing',
    ...visible(page => page.getByRole('button', { name: /^Clear/ }).first()),
  },
  {
    name: 'bookings in lanes',
    path: '/bookings',
    ...visible(page => page.locator('[data-bar]').first()),
  },
  { name: 'bookings as a table', path: '/bookings?shape=table', ...rows },
  { name: 'versions', path: '/versions', ...rows },
  { name: 'claims', path: '/claims', ...rows },
  { name: 'utilisation', path: '/utilisation', ...rows },
];

const ENVIRONMENT_PAGES: State[] = [
  {
    name: 'tab of an environment',
    path: '/resource/staging-eu/environment',
    include: 'main',
    ...visible(page => page.getByRole('heading', { name: 'History' })),
  },
  {
    name: 'environments of a component',
    path: '/component/checkout-api/environments',
    include: 'main',
    ...rows,
  },
];

async function check(page: Page, theme: Theme, states: State[], root = '') {
  for (const { name, path, shows, ...part } of states) {
    await test.step(name, async () => {
      await page.goto(root + path);
      await shows(page);
      await expect(page.getByRole('status', { name: 'Loading' })).toHaveCount(
        0,
      );
      await expectAccessible(page, name, { theme, ...part });
    });
  }
}

for (const theme of THEMES) {
  test.describe(`in ${theme}`, () => {
    test.beforeEach(async ({ page }) => {
      test.setTimeout(180_000);
      await page.addInitScript(value => {
        window.localStorage.setItem('theme', value);
      }, theme);
    });

    test('every view of the calendar is accessible', async ({ page }) => {
      await openAsGuest(page, '/releases/calendar?view=month');
      await expect(page.locator('body')).toHaveAttribute(
        'data-theme-mode',
        theme,
      );
      await check(page, theme, CALENDAR, '/releases/calendar');

      await page.goto('/releases/calendar?view=week');
      await mark(page).click();
      await expect(
        page.getByRole('heading', { name: 'History' }),
      ).toBeVisible();
      await expectAccessible(page, 'item beside the week', { theme });

      await page.setViewportSize(NARROW);
      await page.goto('/releases/calendar');
      await expect(mark(page)).toBeVisible();
      await expectAccessible(page, 'agenda', { theme });
    });

    test('every view of environments is accessible', async ({ page }) => {
      await openAsGuest(page, '/releases/environments');
      await check(page, theme, ENVIRONMENTS, '/releases/environments');
      await check(page, theme, ENVIRONMENT_PAGES, '/catalog/default');

      await page.setViewportSize(NARROW);
      await page.goto('/releases/environments/board');
      await expect(
        page.getByRole('button', { name: /^(Book|Claim) / }).first(),
      ).toBeVisible();
      await expectAccessible(page, 'board as cards', { theme });
    });

    test('every step of the dialogs is accessible', async ({ page }) => {
      await openAsGuest(page, '/releases/calendar?view=week');
      const dialog = page.getByRole('dialog');
      const include = '[role=dialog]';
      await page.getByRole('button', { name: 'Subscribe' }).click();
      await expect(dialog.getByLabel('Name of the feed')).toBeVisible();
      await expectAccessible(page, 'subscribe', { theme, include });
      await page.keyboard.press('Escape');
      await expect(dialog).toBeHidden();

      await page.goto('/releases/calendar?view=week&calendars=all');
      await expect(dialog.getByRole('listitem').first()).toBeVisible();
      await expectAccessible(page, 'calendars', { theme, include });
      const add = dialog.getByRole('button', { name: 'Add calendar' });
      await add.click();
      await dialog.getByText('A file', { exact: true }).click();
      await add.click();
      await expect(dialog.getByText('Choose a file.')).toBeVisible();
      await expectAccessible(page, 'calendar, refused', { theme, include });
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Discard' }).click();
      await expect(dialog).toBeHidden();

      await page.getByRole('button', { name: 'Create', exact: true }).click();
      await page.getByRole('menuitem', { name: 'Freeze' }).click();
      const next = dialog.locator('[type=submit]');
      await next.click();
      await expect(dialog.getByText('This is needed.').first()).toBeVisible();
      await expectAccessible(page, 'what, refused', { theme, include });
      await dialog.getByLabel('Title').fill('Freeze');
      await dialog.getByLabel(/^Reason/).fill('Reason');
      await next.click();
      for (const step of ['When', 'Scope', 'Rules', 'Check']) {
        await expect(
          dialog.getByRole('group', { name: step, exact: true }),
        ).toBeVisible();
        if (step === 'When') {
          await dialog.getByRole('button', { name: /Repeats$/ }).click();
          await page.getByRole('option', { name: 'Every quarter' }).click();
          await expect(dialog.getByRole('row')).toHaveCount(6);
        }
        if (step === 'Scope')
          await expect(dialog.getByText(/\d+ match/)).toBeVisible();
        if (step === 'Check')
          await expect(
            dialog.getByRole('heading', { name: /would fall into it$/ }),
          ).toBeVisible();
        await expectAccessible(page, step, { theme, include });
        if (step !== 'Check') await next.click();
      }
    });

    test('everything else of the suite is accessible', async ({ page }) => {
      await openAsGuest(page, '/releases/audit');
      await page
        .getByRole('button', { name: /^Show what changed/ })
        .first()
        .click();
      await page
        .getByRole('button', { name: 'Verify in this browser' })
        .click();
      await expect(page.getByText(/^The log is whole/)).toBeVisible();
      await expectAccessible(page, 'audit', { theme });
      await check(page, theme, [...ENTITIES, ...OTHERS]);

      await openAsGuest(page, `${STRANGER}/releases/calendar`);
      await expect(page.getByRole('alert')).toBeVisible();
      await expectAccessible(page, 'calendar that may not be read', { theme });
    });
  });
}
