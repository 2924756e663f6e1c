import { expect, Page, test } from '@playwright/test';
import { openAsGuest } from './signIn';

function focusedDay(page: Page): Promise<string | undefined> {
  return page.evaluate(
    () => (document.activeElement as HTMLElement | null)?.dataset.day,
  );
}

function plusDays(iso: string, days: number): string {
  const date = new Date(`${iso}T00:00:00Z`);
  date.setUTCDate(date.getUTCDate() + days);
  return date.toISOString().slice(0, 10);
}

test('the month is walked, opened and left with the keyboard alone', async ({
  page,
}) => {
  await openAsGuest(page, '/releases/calendar?view=month');
  const grid = page.getByRole('grid', { name: /^Calendar, / });
  await expect(grid.getByRole('button').first()).toBeVisible();

  const today = grid.locator('[aria-current=date]');
  await today.focus();
  const start = (await focusedDay(page))!;
  await page.keyboard.press('ArrowDown');
  expect(await focusedDay(page)).toBe(plusDays(start, 7));
  await page.keyboard.press('ArrowLeft');
  expect(await focusedDay(page)).toBe(plusDays(start, 6));
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowRight');
  expect(await focusedDay(page)).toBe(start);

  // Into the day, then into its first item.
  await page.keyboard.press('Enter');
  const item = page.locator('button[data-item]:focus');
  const id = (await item.getAttribute('data-item'))!;
  await page.keyboard.press('Enter');
  const panel = page.getByRole('region', {
    name: /^(Release|Freeze|Soft freeze|Allow window|Advisory|Business event|Vendor event) /,
  });
  await expect(panel).toBeVisible();
  await expect(page).toHaveURL(/[?&]item=/);

  await page.keyboard.press('Escape');
  await expect(panel).toBeHidden();
  await expect(grid.locator(`button[data-item="${id}"]`).first()).toBeFocused();
  await page.keyboard.press('Escape');
  expect(await focusedDay(page)).toBe(start);
});

test('arrows go on into the next month', async ({ page }) => {
  await openAsGuest(page, '/releases/calendar?view=month&date=2026-03-31');
  const grid = page.getByRole('grid', { name: 'Calendar, March 2026' });
  await grid.locator('[data-day="2026-03-31"]').focus();
  for (const day of ['2026-04-07', '2026-04-14']) {
    await page.keyboard.press('ArrowDown');
    await expect.poll(() => focusedDay(page)).toBe(day);
  }
  await expect(
    page.getByRole('grid', { name: 'Calendar, April 2026' }),
  ).toBeVisible();
});
