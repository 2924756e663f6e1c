import { expect, test } from '@playwright/test';
import ICAL from 'ical.js';
import { openAsGuest } from './signIn';

test('a calendar program can subscribe to what is shown', async ({
  page,
  request,
}) => {
  const name = `Feed ${Date.now()}`;
  await openAsGuest(page, '/releases/calendar?view=list');
  await page.getByRole('button', { name: 'Subscribe' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Name of the feed').fill(name);
  await dialog.getByRole('button', { name: 'Create feed' }).click();
  const address = dialog.getByLabel('Address of the feed');
  await expect(address).toHaveValue(/^http/);
  const url = await address.inputValue();

  const first = await request.get(url);
  expect(first.status()).toBe(200);
  expect(first.headers()['content-type']).toContain('text/calendar');
  const text = await first.text();

  // RFC 5545: lines end in CRLF and hold at most 75 octets.
  const lines = text.split('\r\n');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...lines.map(line => Buffer.byteLength(line)))).toBeLessThan(
    76,
  );

  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  const zones = calendar
    .getAllSubcomponents('vtimezone')
    .map(zone => zone.getFirstPropertyValue('tzid'));
  expect(zones).toContain('Europe/Berlin');
  const events = calendar.getAllSubcomponents('vevent');
  expect(events.length).toBeGreaterThan(20);
  for (const event of events) {
    expect(event.getFirstPropertyValue('uid')).toBeTruthy();
    expect(event.getFirstPropertyValue('dtstamp')).toBeTruthy();
    expect(event.getFirstPropertyValue('dtstart')).toBeTruthy();
    const zone = event.getFirstProperty('dtstart')!.getFirstParameter('tzid');
    if (zone) expect(zones).toContain(zone);
  }
  const titles = events.map(event => event.getFirstPropertyValue('summary'));
  expect(titles.join('\n')).toContain('No Friday evenings');

  // Nothing new: nothing is sent again.
  const again = await request.get(url, {
    headers: { 'If-None-Match': first.headers().etag },
  });
  expect(again.status()).toBe(304);

  await dialog.getByRole('button', { name: `Revoke: ${name}` }).click();
  await page.getByRole('button', { name: 'Revoke feed' }).click();
  await expect(
    dialog.getByRole('button', { name: `Revoke: ${name}` }),
  ).toHaveCount(0);
  expect((await request.get(url)).ok()).toBe(false);
});
