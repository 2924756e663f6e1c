import { expect, Locator, Page, test } from '@playwright/test';
import { DateTime } from 'luxon';
import { apiAsColleague, apiAsGuest } from './api';
import { curl } from './curl';
import { openAsGuest } from './signIn';

const ZONE = 'Europe/Berlin';
const STAGING = 'resource:default/staging-eu';
/** Widths of the lanes: a day and the hours of its light, in px at full width. */
const SCALE = { width: 998, day: 170, night: 15, hour: 10 };

/** A Tuesday that is far from what the example company has booked. */
function quietTuesday(week: number): DateTime {
  return DateTime.now()
    .setZone(ZONE)
    .startOf('week')
    .plus({ weeks: week, days: 1 });
}

const hour = (day: DateTime, at: number) => day.set({ hour: at }).toISO()!;

/** Presses on a lane at an hour of a Tuesday, and lets go at another. */
async function draw(page: Page, lane: Locator, from: number, to: number) {
  await lane.scrollIntoViewIfNeeded();
  const box = (await lane.boundingBox())!;
  const at = (time: number) =>
    box.x +
    ((SCALE.day + SCALE.night + (time - 6) * SCALE.hour) * box.width) /
      SCALE.width;
  const y = box.y + box.height / 2;
  await page.mouse.move(at(from), y);
  await page.mouse.down();
  await page.mouse.move(at(from) + 6, y);
  await page.mouse.move(at(to), y, { steps: 8 });
  await page.mouse.up();
}

test('an orphaned environment is claimed for a group', async ({
  page,
  request,
}) => {
  const ref = 'resource:default/test-1';
  const colleague = await apiAsColleague(request);
  await openAsGuest(page, '/releases/environments/board?q=test-1');
  const row = page.getByRole('row', { name: /^Test 1 / });
  await expect(row).toContainText('Orphaned');

  await row.getByRole('button', { name: 'Claim Test 1' }).click();
  const dialog = page.getByRole('dialog', { name: 'Claim Test 1' });
  await expect(dialog).toContainText('Nobody has owned it since');
  await dialog.getByRole('button', { name: /Group that will answer/ }).click();
  await page.getByRole('option', { name: 'Checkout', exact: true }).click();
  await dialog
    .getByRole('textbox', { name: 'Escalation contact' })
    .fill('#checkout-oncall');
  await dialog.getByRole('button', { name: 'Claim for Checkout' }).click();
  await expect(dialog).toBeHidden();

  // An administrator confirms it, who is not the one who asked.
  const query = new URLSearchParams({ environmentRef: ref });
  query.set('status', 'requested');
  const [claim] = (await colleague.get(`/claims?${query}`)).items;
  expect(claim).toMatchObject({ group: 'group:default/team-checkout' });
  await colleague.post(`/claims/${claim.id}/confirm`, {
    revision: claim.revision,
  });
  await expect(row).not.toContainText('Orphaned');
  await expect(row).toContainText('Checkout');
  const { items } = await colleague.get(
    `/environments/resource/default/test-1/owners?at=${new Date().toISOString()}`,
  );
  expect(items).toMatchObject([{ group: 'group:default/team-checkout' }]);
});

test('staging is booked for a performance test by drawing over free time', async ({
  page,
  request,
}) => {
  const api = await apiAsGuest(request);
  const day = quietTuesday(3);
  const purpose = `Peak rehearsal ${Date.now()}`;
  await openAsGuest(
    page,
    `/releases/environments/bookings?date=${day.toISODate()}`,
  );
  const lane = page.locator(`[data-track="${STAGING}"]`);
  await draw(page, lane, 10, 12);

  const dialog = page.getByRole('dialog', { name: 'Book an environment' });
  await expect(dialog).toContainText('2 h, Europe/Berlin');
  await dialog.getByRole('textbox', { name: 'What for' }).fill(purpose);
  await dialog.getByRole('button', { name: /Usage$/ }).click();
  await page.getByRole('option', { name: 'Performance' }).click();
  const aside = dialog.getByRole('complementary');
  await expect(aside).toContainText('It is free');
  await dialog
    .getByRole('button', { name: /^(Book|Ask )/ })
    .last()
    .click();
  await expect(dialog).toBeHidden();
  await expect(
    page.getByRole('button', { name: new RegExp(`^${purpose}, `) }),
  ).toBeVisible();

  const { items } = await api.get(
    `/bookings?${new URLSearchParams({ environmentRef: STAGING, q: purpose })}`,
  );
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    usage: 'performance',
    onBehalfOf: 'group:default/team-checkout',
  });
  expect(Date.parse(items[0].start)).toBe(Date.parse(hour(day, 10)));
  expect(Date.parse(items[0].end)).toBe(Date.parse(hour(day, 12)));
});

test('a clash with a colleague is explained, and leads to the waiting list', async ({
  page,
  request,
}) => {
  const colleague = await apiAsColleague(request);
  const day = quietTuesday(4);
  const mark = Date.now();
  const theirs = `Orders regression ${mark}`;
  const ours = `Load on the basket ${mark}`;
  await colleague.post('/bookings', {
    environments: [STAGING],
    purpose: theirs,
    usage: 'regression',
    mode: 'exclusive',
    start: hour(day, 9),
    end: hour(day, 15),
    timeZone: ZONE,
    onBehalfOf: 'group:default/team-orders',
  });
  await openAsGuest(
    page,
    `/releases/environments/bookings?date=${day.toISODate()}`,
  );
  await expect(
    page.getByRole('button', { name: new RegExp(`^${theirs}, `) }),
  ).toBeVisible();
  // Over the end of theirs: what is drawn begins on free track.
  await draw(page, page.locator(`[data-track="${STAGING}"]`), 16, 14);

  const popover = page.getByRole('dialog', { name: /^Orders has Staging EU/ });
  await expect(popover).toContainText(theirs);
  await expect(popover).toContainText('It overlaps yours for 1 h');
  await popover.getByRole('button', { name: /^Join/ }).click();
  const dialog = page.getByRole('dialog', { name: 'Book an environment' });
  await dialog.getByRole('textbox', { name: 'What for' }).fill(ours);
  await dialog.getByRole('button', { name: 'Join the waiting list' }).click();
  await expect(dialog).toBeHidden();

  const waiting = await colleague.get(
    `/bookings/waiting?${new URLSearchParams({ environmentRef: STAGING })}`,
  );
  const { items } = await colleague.get(
    `/bookings?${new URLSearchParams({ environmentRef: STAGING, q: ours })}`,
  );
  expect(items).toMatchObject([{ status: 'pending' }]);
  expect(
    waiting.items.map(({ bookingId }: { bookingId: string }) => bookingId),
  ).toContain(items[0].id);
});

test('a script holds a lease with curl alone, and loses it to an owner with a reason', async ({
  page,
  request,
}) => {
  const api = await apiAsGuest(request);
  const ref = 'resource:default/integration-eu';
  const run = `e2e-${Date.now()}`;
  const start = new Date(Date.now() + 3000).toISOString();
  await api.post('/bookings', {
    environments: [ref],
    purpose: `Pipeline ${run}`,
    usage: 'deploy',
    mode: 'exclusive',
    start,
    end: new Date(Date.now() + 3600_000).toISOString(),
    timeZone: ZONE,
    onBehalfOf: 'group:default/team-checkout',
  });
  const ask = (path: string, body: object) =>
    curl(`/api/releases${path}`, { token: api.token, body });

  let answer = await ask('/leases', {});
  await expect(async () => {
    answer = await ask('/leases', {
      environmentRef: ref,
      holder: { kind: 'run', id: run },
      ttl: '30m',
    });
    expect(answer.status).toBe(200);
  }).toPass({ timeout: 20_000 });
  const { id, token } = answer.body.lease;
  expect(await ask(`/leases/${id}/renew`, { token })).toMatchObject({
    status: 200,
  });

  await openAsGuest(page, '/releases/environments/board?q=integration');
  await page.getByRole('button', { name: 'More for Integration EU' }).click();
  await page.getByRole('menuitem', { name: 'Break the lease' }).click();
  const dialog = page.getByRole('dialog', { name: /^Break the lease of run/ });
  const reason = 'The vendor came early, and we have an hour';
  await dialog.getByRole('textbox', { name: 'Reason' }).fill(reason);
  await dialog.getByRole('button', { name: 'Break the lease' }).click();
  await expect(dialog).toBeHidden();

  const refused = await ask(`/leases/${id}/renew`, { token });
  expect(refused.status).toBe(409);
  expect(refused.body.error.message).toContain(reason);
  const reported = await ask('/deployments', {
    componentRef: 'component:default/checkout-api',
    environmentRef: ref,
    version: '1.0.0',
    leaseToken: token,
  });
  expect(reported.status).toBe(409);
});

test('the matrix shows what is where, and what was rebuilt on the way', async ({
  page,
  request,
}) => {
  const api = await apiAsGuest(request);
  const ref = 'component:default/orders-api';
  const version = `8.0.${Date.now()}`;
  const report = (environment: string, digest: string) =>
    api.post('/deployments', {
      componentRef: ref,
      environmentRef: `resource:default/${environment}`,
      version,
      digest: `sha256:${digest.repeat(64)}`,
    });
  await report('staging-eu', 'a');

  await openAsGuest(page, '/releases/environments/versions?q=orders-api');
  const grid = page.getByRole('grid', { name: /^Versions/ });
  const cell = (environment: string) =>
    grid.getByRole('gridcell', {
      name: new RegExp(`^orders-api in ${environment}, `),
    });
  await expect(cell('Staging EU')).toHaveAccessibleName(
    new RegExp(`${version}, .*1 version ahead of production`),
  );

  await report('production-eu', 'b');
  await page.reload();
  for (const environment of ['Staging EU', 'Production EU'])
    await expect(cell(environment)).toHaveAccessibleName(
      new RegExp(`${version}, .*same version with another digest`),
    );
});

test('a promotion is refused with a reason that says what to do', async ({
  page,
  request,
}) => {
  const api = await apiAsGuest(request);
  const { answer, version } = await api.post('/promotions/evaluate', {
    entityRef: 'component:default/checkout-api',
    from: 'resource:default/staging-us',
    to: 'resource:default/production-us',
  });
  expect(answer.verdict).not.toBe('passed');

  await openAsGuest(
    page,
    '/catalog/default/component/checkout-api/environments',
  );
  await expect(
    page.getByRole('heading', {
      name: `Not yet: ${answer.passing} of ${answer.total} criteria pass`,
    }),
  ).toBeVisible();
  await expect(
    page.getByText(`checkout-api ${version}, from Staging US to Production US`),
  ).toBeVisible();
  const table = page.getByRole('table', { name: 'Criteria of the promotion' });
  const failing = table.getByRole('row', { name: /^Fails .*95 % of runs/ });
  await expect(failing).toContainText(/\d+ green runs in a row lift it/);
  const missing = table.getByRole('row', { name: /^Missing Load test/ });
  await expect(missing).toContainText('Report loadtest for this version');

  // Reported by the pipeline, it passes.
  await curl('/api/releases/facts', {
    token: api.token,
    body: {
      facts: [
        {
          entityRef: 'component:default/checkout-api',
          version,
          name: 'loadtest',
          value: true,
          source: 'Load tests',
        },
      ],
    },
  });
  await page.getByRole('button', { name: 'Ask again' }).click();
  await expect(
    table.getByRole('row', { name: /^Passes Load test/ }),
  ).toBeVisible();
});
