import { expect, test } from '@playwright/test';
import { openAsGuest } from './signIn';

// A second portal, whose guest is nobody that the catalog knows.
test.use({ baseURL: process.env.RELEASE_DESK_E2E_STRANGER_URL });

const NO_CALENDAR = 'You may not read the release calendar';

test('who may not read is told so on every page, and offered nothing', async ({
  page,
}) => {
  await openAsGuest(page, '/releases/calendar');
  const told = page.getByRole('alert');
  await expect(told.getByRole('heading', { name: NO_CALENDAR })).toBeVisible();
  await expect(told).toContainText(
    'It needs the permission releases.release.read.',
  );
  await expect(told).toContainText('Ask whoever grants permissions');
  for (const name of ['Create', 'Subscribe', 'Try again'])
    await expect(page.getByRole('button', { name })).toHaveCount(0);

  await page.getByRole('tab', { name: 'Audit' }).click();
  await expect(
    told.getByRole('heading', { name: 'You may not read the audit log' }),
  ).toBeVisible();
  await expect(told).toContainText('releases.audit.read');

  await page.goto('/catalog/default/component/checkout-api/releases');
  await expect(told.getByRole('heading', { name: NO_CALENDAR })).toBeVisible();
  await page.goto('/catalog/default/component/checkout-api');
  await expect(page.getByText(new RegExp(`^${NO_CALENDAR}`))).toBeVisible();
  await page.goto('/');
  await expect(told.filter({ hasText: NO_CALENDAR })).toBeVisible();
});

test('what the pages do not show, the API does not give', async ({
  request,
}) => {
  const signedIn = await request.post('/api/auth/guest/refresh', {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await signedIn.json();
  for (const path of ['windows', 'releases', 'events', 'audit']) {
    const response = await request.get(`/api/releases/${path}`, {
      headers: { Authorization: `Bearer ${backstageIdentity.token}` },
    });
    expect(response.status(), path).toBe(403);
    expect((await response.json()).error.name).toBe('NotAllowedError');
  }
});
