import { expect, Locator, Page, test } from '@playwright/test';
import { DateTime } from 'luxon';
import { apiAsGuest } from './api';
import { openAsGuest } from './signIn';

const ZONE = 'Europe/Berlin';

/** The last day of a quarter that is still to come, whatever day it is. */
function comingQuarterEnd(): DateTime {
  return DateTime.now().setZone(ZONE).plus({ days: 2 }).endOf('quarter');
}

async function typeDay(page: Page, field: Locator, day: DateTime) {
  const parts = {
    year: day.toFormat('yyyy'),
    month: day.toFormat('MM'),
    day: day.toFormat('dd'),
    hour: '00',
    minute: '00',
  };
  for (const [part, value] of Object.entries(parts)) {
    await field
      .getByRole('spinbutton', { name: new RegExp(`^${part}`) })
      .click();
    await page.keyboard.type(value);
  }
}

async function pick(page: Page, field: Locator, text: string, option: string) {
  await field.fill(text);
  await page.getByRole('option', { name: option, exact: true }).click();
  // What is picked no longer hides what comes next.
  await expect(page.getByRole('listbox')).toHaveCount(0);
}

test('a quarter-end freeze is made with its consequences in sight, changed, and deleted', async ({
  page,
  request,
}) => {
  test.setTimeout(120_000);
  const mark = Date.now();
  const title = `Close of the quarter ${mark}`;
  const release = `Receipts by mail ${mark}`;
  const day = comingQuarterEnd();
  const api = await apiAsGuest(request);
  const planned = await api.post('/releases', {
    title: release,
    owner: 'group:default/team-checkout',
    start: day.set({ hour: 10, minute: 0, second: 0, millisecond: 0 }),
    end: day.set({ hour: 12, minute: 0, second: 0, millisecond: 0 }),
    entities: [{ ref: 'component:default/checkout-api', version: '9.9.9' }],
    // The example company never freezes it: what closes it is closed here.
    environments: ['resource:default/staging-eu'],
  });

  const calendar = `/releases/calendar?view=month&date=${day.toISODate()}&q=${mark}`;
  await openAsGuest(page, calendar);
  const chip = page
    .getByRole('button', { name: /^Release .*, planned,/ })
    .first();
  await expect(chip).toBeVisible();
  await expect(chip).not.toHaveAccessibleName(new RegExp(title));
  const freezes = page.getByRole('button', {
    name: new RegExp(`reeze ${title},`),
  });
  const dialog = page.getByRole('dialog');
  const next = (name: string) =>
    dialog.locator('[type=submit]').filter({ hasText: name }).click();

  await test.step('what', async () => {
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page.getByRole('menuitem', { name: 'Freeze' }).click();
    await dialog.getByLabel('Title').fill(title);
    await dialog.getByLabel(/^Reason/).fill('Finance closes the quarter.');
    await pick(
      page,
      dialog.getByRole('combobox', { name: 'Owner' }),
      'finance',
      'Finance',
    );
    await next('Continue to when');
  });

  await test.step('when', async () => {
    await typeDay(
      page,
      dialog.getByRole('group', { name: 'First start' }),
      day,
    );
    await dialog.getByRole('textbox', { name: 'Lasts, days' }).fill('1');
    await dialog.getByRole('button', { name: /Repeats$/ }).click();
    await page.getByRole('option', { name: 'Every quarter' }).click();
    await dialog.getByText('the last day of the quarter').click();
    const times = dialog.getByRole('complementary').getByRole('row');
    for (let ahead = 0; ahead < 5; ahead++) {
      const quarterEnd = day
        .startOf('quarter')
        .plus({ quarters: ahead })
        .endOf('quarter');
      await expect(times.nth(ahead + 1)).toContainText(
        quarterEnd.toFormat('ccc d LLL'),
      );
    }
    await next('Continue to scope');
  });

  await test.step('scope', async () => {
    await pick(
      page,
      dialog.getByRole('combobox', { name: 'Domain' }),
      'commerce',
      'Commerce',
    );
    await expect(
      dialog.getByRole('complementary').getByRole('status'),
    ).toContainText(/\d+ match/);
    await next('Continue to rules');
  });

  await test.step('rules, and what it would mean', async () => {
    await expect(dialog.getByRole('radio', { name: 'Hard' })).toBeChecked();
    await next('Check');
    await expect(
      dialog.getByRole('heading', { name: /releases? would fall into it$/ }),
    ).toBeVisible();
    await expect(
      dialog.getByRole('rowheader', { name: release }),
    ).toBeVisible();
    await next('Create freeze');
    await expect(dialog).toBeHidden();
  });

  await test.step('the calendar marks what falls into it', async () => {
    await expect(chip).toHaveAccessibleName(new RegExp(`falls into ${title}`));
    await expect(
      page.getByText('1 release falls into a freeze').first(),
    ).toBeVisible();
  });

  await test.step('the release says why, and what happened to it', async () => {
    await chip.click();
    const panel = page.getByRole('region', {
      name: 'Release checkout-api 9.9.9',
    });
    await expect(panel.getByText(`Falls into ${title}`)).toBeVisible();
    await expect(
      panel.getByRole('heading', { name: 'Why it collides' }),
    ).toBeVisible();
    await expect(
      panel.getByText(/checkout-api is in (the )?domain commerce/i),
    ).toBeVisible();
    await expect(panel.getByRole('heading', { name: 'History' })).toBeVisible();
    await expect(panel.getByText('Created by Mira Okafor')).toBeVisible();
    await page.keyboard.press('Escape');
    await expect(panel).toBeHidden();
  });

  await test.step('the page of the service says so too', async () => {
    const question = new URLSearchParams({
      at: planned.start,
      where: 'resource:default/staging-eu',
    });
    await page.goto(
      `/catalog/default/component/checkout-api/releases?${question}`,
    );
    await expect(
      page.getByRole('heading', {
        name: new RegExp(`^Closed for deployments to .* until .*: ${title}`),
      }),
    ).toBeVisible();
    await page.getByRole('button', { name: 'Why this answer' }).click();
    await page.getByRole('link', { name: `${title} closes it until` }).click();
    await expect(page).toHaveURL(/\/releases\/calendar\?/);
    await expect(freezes.first()).toBeVisible();
  });

  const openFreeze = async () => {
    await freezes.first().click();
    return page.getByRole('region', { name: new RegExp(`reeze ${title}`) });
  };

  await test.step('made soft, it only asks', async () => {
    await page.goto(calendar);
    const panel = await openFreeze();
    await panel.getByRole('button', { name: 'Edit' }).click();
    await expect(
      dialog.getByRole('heading', { name: `Edit ${title}` }),
    ).toBeVisible();
    await dialog.getByRole('button', { name: /Rules/ }).click();
    await dialog.getByText('Soft', { exact: true }).click();
    await dialog.locator('[type=submit]').click();
    await next('Save changes');
    await expect(dialog).toBeHidden();
    await expect(freezes.first()).toHaveAccessibleName(/^Soft freeze /);
    const changed = page.getByRole('region', { name: `Soft freeze ${title}` });
    await expect(changed.getByText(/^Changed .* by Mira Okafor/)).toBeVisible();
    await expect(changed.getByText('Created by Mira Okafor')).toBeVisible();
    await page.keyboard.press('Escape');
    await chip.click();
    const panelOfRelease = page.getByRole('region', {
      name: 'Release checkout-api 9.9.9',
    });
    await expect(
      panelOfRelease.getByText(`Ships once acknowledged: ${title}`),
    ).toBeVisible();
    await page.keyboard.press('Escape');
  });

  await test.step('it is deleted once that is confirmed', async () => {
    const panel = await openFreeze();
    await panel.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    const confirm = page.getByRole('dialog', { name: `Delete ${title}` });
    await confirm.getByRole('button', { name: 'Keep it' }).click();
    await expect(freezes.first()).toBeVisible();

    await panel.getByRole('button', { name: 'More' }).click();
    await page.getByRole('menuitem', { name: 'Delete' }).click();
    await confirm.getByRole('button', { name: 'Delete', exact: true }).click();
    await expect(freezes).toHaveCount(0);
    await expect(chip).toBeVisible();
    await expect(chip).not.toHaveAccessibleName(new RegExp(title));
  });

  await api.remove(`/releases/${planned.id}`, planned.revision);
});
