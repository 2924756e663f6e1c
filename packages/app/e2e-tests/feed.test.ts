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
  expect(first.headers()['content-type']).toMatch(
    /^text\/calendar; ?charset=utf-8/i,
  );
  const text = await first.text();

  // RFC 5545, 3.1: every line, the last one too, ends in CRLF and holds at
  // most 75 octets.
  expect(text).toMatch(/^BEGIN:VCALENDAR\r\n/);
  expect(text).toMatch(/\r\nEND:VCALENDAR\r\n$/);
  const lines = text.split('\r\n');
  expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/);
  expect(Math.max(...lines.map(line => Buffer.byteLength(line)))).toBeLessThan(
    76,
  );

  const calendar = new ICAL.Component(ICAL.parse(text));
  expect(calendar.getFirstPropertyValue('version')).toBe('2.0');
  expect(calendar.getFirstPropertyValue('prodid')).toBeTruthy();
  // 3.6.5: each zone has at least one observance, which says all it must.
  const zones = calendar.getAllSubcomponents('vtimezone').map(zone => {
    const observances = zone
      .getAllSubcomponents('standard')
      .concat(zone.getAllSubcomponents('daylight'));
    expect(observances.length).toBeGreaterThan(0);
    for (const observance of observances)
      for (const part of ['dtstart', 'tzoffsetfrom', 'tzoffsetto'])
        expect(observance.getFirstPropertyValue(part), part).toBeTruthy();
    return zone.getFirstPropertyValue('tzid');
  });
  expect(zones).toContain('Europe/Berlin');
  expect(new Set(zones).size).toBe(zones.length);

  const events = calendar.getAllSubcomponents('vevent');
  expect(events.length).toBeGreaterThan(20);
  const seen = new Set<string>();
  for (const event of events) {
    const valueOf = (part: string) => event.getFirstPropertyValue(part);
    const uid = String(valueOf('uid'));
    // One master, and each of its overrides once.
    const key = `${uid} ${valueOf('recurrence-id') ?? ''}`;
    expect(seen.has(key), key).toBe(false);
    seen.add(key);
    expect(text).toMatch(/\r\nDTSTAMP:\d{8}T\d{6}Z\r\n/);
    expect(valueOf('dtstamp')).toBeTruthy();
    expect(Number(valueOf('sequence'))).toBeGreaterThanOrEqual(0);
    expect(valueOf('dtend') && valueOf('duration')).toBeFalsy();
    const { startDate, endDate } = new ICAL.Event(event);
    expect(endDate.compare(startDate), uid).toBeGreaterThan(0);
    for (const property of event.getAllProperties()) {
      const zone = property.getFirstParameter('tzid');
      if (zone) expect(zones).toContain(zone);
    }
  }
  const titles = events.map(event => event.getFirstPropertyValue('summary'));
  expect(titles.join('\n')).toContain('No Friday evenings');

  // Nothing new: nothing is sent again.
  const { etag } = first.headers();
  expect(etag).toMatch(/^(W\/)?".+"$/);
  const again = await request.get(url, { headers: { 'If-None-Match': etag } });
  expect(again.status()).toBe(304);
  expect(await again.text()).toBe('');
  expect(again.headers().etag).toBe(etag);
  const other = await request.get(url, {
    headers: { 'If-None-Match': '"of-another-day"' },
  });
  expect(other.status()).toBe(200);
  // The same events keep their names and their numbers.
  const identity = (calendarText: string) =>
    calendarText.match(/^(UID|SEQUENCE):.*$/gm);
  expect(identity(await other.text())).toEqual(identity(text));

  await dialog.getByRole('button', { name: `Revoke: ${name}` }).click();
  await page.getByRole('button', { name: 'Revoke feed' }).click();
  await expect(
    dialog.getByRole('button', { name: `Revoke: ${name}` }),
  ).toHaveCount(0);
  expect((await request.get(url)).ok()).toBe(false);
});
