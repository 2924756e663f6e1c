import { expect, test } from '@playwright/test';
import { openAsGuest } from './signIn';

test('a guest finds a service of the example company', async ({ page }) => {
  await openAsGuest(page, '/catalog?filters[kind]=component&filters[user]=all');

  await page.getByRole('link', { name: 'checkout-api' }).first().click();

  await expect(page).toHaveURL(/\/catalog\/default\/component\/checkout-api/);
  await expect(
    page.getByRole('heading', { name: 'checkout-api' }).first(),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'team-checkout' }).first(),
  ).toBeVisible();
});

test('a guest belongs to a team and owns its services', async ({ page }) => {
  await openAsGuest(
    page,
    '/catalog?filters[kind]=component&filters[user]=owned',
  );

  await expect(
    page.getByRole('link', { name: 'checkout-web' }).first(),
  ).toBeVisible();
  await expect(
    page.getByRole('link', { name: 'payouts-api', exact: true }),
  ).toHaveCount(0);
});
