import {
  expandRecurrence,
  findAllConflicts,
} from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parseAllDocuments } from 'yaml';
import { exampleBookings } from './bookings';
import { Days, HOME_ZONE } from './days';
import { exampleEvents } from './events';
import { keyOf } from './mark';
import { exampleRefs } from './refs';
import { OVERRIDDEN_RELEASE } from './releaseRows';
import { exampleReleases } from './releases';
import { exampleWindows, PEAK_FREEZE } from './windows';

const YEAR = Array.from({ length: 366 }, (_, day) =>
  DateTime.fromISO('2026-07-01', { zone: HOME_ZONE }).plus({ days: day }),
);

describe('the activity of the example company', () => {
  it('is the same all day long, and carries one mark each', () => {
    const morning = DateTime.fromISO('2026-11-25T07:00', { zone: HOME_ZONE });
    for (const load of [exampleWindows, exampleReleases, exampleEvents]) {
      const items = load(new Days(morning));
      expect(load(new Days(morning.plus({ hours: 16 })))).toEqual(items);
      for (const [key, item] of items) expect(keyOf(item)).toBe(key);
    }
  });

  it('books so that what does not wait goes together, in every week', () => {
    for (const today of YEAR.slice(0, 120)) {
      const bookings = [...exampleBookings(new Days(today))];
      for (const [key, { body }] of bookings)
        expect(keyOf({ links: body.links })).toBe(key);
      // Those of the week to come may fall upon others; they are left out then.
      const taken = bookings
        .filter(([, { row }]) => !row.waits && !Array.isArray(row.day))
        .map(([id, { body }]) => ({
          ...body,
          id,
          environments: body.environments!,
          setupMinutes: body.setupMinutes ?? 0,
          teardownMinutes: body.teardownMinutes ?? 0,
          status: 'approved' as const,
        }));
      const clashes = [...findAllConflicts(taken).values()].flat();
      expect(clashes.filter(item => item.severity === 'conflict')).toEqual([]);
    }
  });

  it('speaks only of entities that the catalog holds', () => {
    const known = catalogRefs();
    const refs = [...exampleRefs(new Days(YEAR[0]))];
    expect(refs.length).toBeGreaterThan(50);
    expect(refs.filter(ref => !known.has(ref))).toEqual([]);
  });

  it.each([
    ['a summer of days', YEAR.slice(0, 92)],
    ['an autumn, with the clocks going back', YEAR.slice(92, 184)],
    ['a winter, over the year', YEAR.slice(184, 274)],
    ['a spring, with the clocks going forward', YEAR.slice(274)],
  ])('is full of life on every one of %s', (_, someDays) => {
    for (const today of someDays) {
      const days = new Days(today);
      const now = today.plus({ hours: 12 });
      const windows = exampleWindows(days);
      const [freeze] = expandRecurrence(windows.get(PEAK_FREEZE)!.schedule, {
        from: now.minus({ months: 1 }).toUTC().toISO()!,
        to: now.plus({ months: 1 }).toUTC().toISO()!,
      });
      expect(Date.parse(freeze.start)).toBeLessThan(now.toMillis());
      expect(Date.parse(freeze.end)).toBeGreaterThan(now.toMillis());

      const releases = exampleReleases(days);
      const overridden = releases.get(OVERRIDDEN_RELEASE)!;
      expect(overridden.start > freeze.start).toBe(true);
      expect(overridden.end < freeze.end).toBe(true);
      expect(
        new Set([...releases.values()].map(({ status }) => status)),
      ).toEqual(
        new Set([
          'planned',
          'ready',
          'in-progress',
          'released',
          'rolled-back',
          'cancelled',
        ]),
      );
      const falling = [...releases.values()].filter(
        ({ status, start, end, environments }) =>
          status === 'planned' &&
          start < freeze.end &&
          end > freeze.start &&
          environments.includes('resource:default/production-eu'),
      );
      expect(falling.length).toBeGreaterThanOrEqual(1);
    }
  });
});

function catalogRefs(): Set<string> {
  const folder = path.join(__dirname, '../catalog');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const entities = files
    .filter(file => file.endsWith('.yaml'))
    .flatMap(file =>
      parseAllDocuments(readFileSync(path.join(folder, file), 'utf8')),
    )
    .map(document => document.toJS());
  return new Set(
    entities.map(({ kind, metadata }) =>
      `${kind}:default/${metadata.name}`.toLowerCase(),
    ),
  );
}
