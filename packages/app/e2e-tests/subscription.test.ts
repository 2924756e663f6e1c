import { expect, test } from '@playwright/test';
import path from 'node:path';
import { openAsGuest } from './signIn';

const CALENDAR = path.resolve(
  __dirname,
  '../../../examples/calendars/nordpay.ics',
);

test('a calendar from a file is on the calendar until it is removed', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const mark = Date.now();
  const title = `Nordpay by hand ${mark}`;
  const vendor = `Nordpay ${mark}`;
  // Nothing else that Finance keeps comes from Nordpay.
  const filter = 'owner=group:default/finance&q=Nordpay';
  await openAsGuest(page, `/releases/calendar?view=month&${filter}`);
  const dialog = page.getByRole('dialog');
  const chips = page.getByRole('button', {
    name: /^Vendor event Nordpay maintenance,/,
  });
  await expect(
    page.getByRole('button', { name: 'Create', exact: true }),
  ).toBeVisible();
  await expect(chips).toHaveCount(0);

  await test.step('it is added, once the file is one', async () => {
    await page.getByRole('button', { name: 'Create', exact: true }).click();
    await page
      .getByRole('menuitem', { name: 'Calendars from elsewhere' })
      .click();
    await dialog.getByRole('button', { name: 'Add calendar' }).click();
    await dialog.getByText('A file', { exact: true }).click();
    const file = dialog.getByLabel('File of the calendar');
    await file.setInputFiles({
      name: 'notes.ics',
      mimeType: 'text/calendar',
      buffer: Buffer.from('Nordpay is down on Sunday.'),
    });
    await dialog.getByLabel('Title', { exact: true }).fill(title);
    await dialog.getByLabel('Vendor', { exact: true }).fill(vendor);
    await dialog.getByRole('combobox', { name: 'Owner' }).fill('finance');
    await page.getByRole('option', { name: 'Finance', exact: true }).click();
    const save = dialog.getByRole('button', { name: 'Add calendar' });
    await save.click();
    await expect(
      dialog.getByText(/^The text is not an iCalendar object/),
    ).toBeVisible();

    await file.setInputFiles(CALENDAR);
    await expect(dialog.getByText('nordpay.ics, 2 kB')).toBeVisible();
    await save.click();
  });

  await test.step('it stands among the calendars, and is well', async () => {
    const entry = dialog.getByRole('listitem').filter({ hasText: title });
    await expect(entry).toContainText(
      `Its events become vendor events of ${vendor}, from a file.`,
    );
    await expect(entry).toContainText(/Well\. Read .+, 4 items\./);
    await page.keyboard.press('Escape');
    await expect(dialog).toBeHidden();
  });

  await test.step('what it holds is on the calendar, says where it is from, and is not changed here', async () => {
    await chips.first().click();
    const panel = page.getByRole('region', {
      name: 'Vendor event Nordpay maintenance',
    });
    await expect(panel.getByText(vendor)).toBeVisible();
    const link = panel.getByRole('link', { name: title });
    await expect(link).toBeVisible();
    for (const name of ['Edit', 'Move', 'More'])
      await expect(panel.getByRole('button', { name })).toHaveCount(0);
    await link.click();
  });

  await test.step('it is removed, and what it held goes with it', async () => {
    await dialog.getByRole('button', { name: `Remove: ${title}` }).click();
    const confirm = page.getByRole('dialog', { name: `Remove ${title}?` });
    await expect(confirm).toContainText('Its 4 items leave the calendar');
    await confirm.getByRole('button', { name: 'Remove calendar' }).click();
    await expect(confirm).toBeHidden();
    await expect(
      dialog.getByRole('listitem').filter({ hasText: title }),
    ).toHaveCount(0);
    await page.keyboard.press('Escape');
    await expect(chips).toHaveCount(0);
  });
});
