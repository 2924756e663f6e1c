import { expect, test } from '@playwright/test';
import { openAsGuest } from './signIn';

const SERVICE = '/catalog/default/component/checkout-api';

test('the page of a service says whether it may ship, until when and why', async ({
  page,
}) => {
  await openAsGuest(page, SERVICE);
  await page.getByRole('link', { name: 'Open the tab Releases' }).click();
  await expect(page).toHaveURL(`${SERVICE}/releases`);

  // The example company is in its peak: production is closed until a moment.
  await expect(
    page.getByRole('heading', {
      name: /^Closed for .* until .*\d\d:\d\d.*: .+/,
    }),
  ).toBeVisible();
  await expect(page.getByText(/Opens in \d+ /)).toBeVisible();

  const why = page.getByRole('button', { name: 'Why this answer' });
  await why.click();
  await expect(page.getByText(/ closes it until .+\./).first()).toBeVisible();
  await expect(page.getByText(/It covers it by .+\./).first()).toBeVisible();
});

test('another question has another answer', async ({ page }) => {
  await openAsGuest(page, `${SERVICE}/releases`);
  const question = page.getByRole('group', { name: 'The question' });
  await expect(
    page.getByRole('heading', { name: /^Closed for deployments/ }),
  ).toBeVisible();

  await question.getByRole('button', { name: /What/ }).click();
  await page.getByRole('option', { name: 'roll back' }).click();

  await expect(
    page.getByRole('heading', { name: /^Open for rollbacks/ }),
  ).toBeVisible();
});
