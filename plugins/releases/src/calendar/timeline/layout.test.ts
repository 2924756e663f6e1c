import fc from 'fast-check';
import { createFixtures, makeItem, PICTURE_NOW } from '../../testing';
import { inZone } from '../../shared/time';
import { daysFrom, prepareItems } from '../layout';
import { periodOf } from '../period';
import { lanesOf, LaneFacts } from './lanes';
import { createMeasure } from './measure';
import { firstPlace, placeAfter } from './navigate';
import { GAP, packRows } from './packing';
import { extentOf, placeLane } from './place';
import { rowsOf } from './rows';
import { createScale } from './scale';
import { shiftOf } from './shiftOf';
import { headerOf } from './ticks';
import { dateKeeping, nextZoom } from './zoom';

const ZONE = 'Europe/Berlin';
const measure = createMeasure('sans-serif');
const scaleFrom = (iso: string, days: number, width = 1000) =>
  createScale(daysFrom(inZone(iso, ZONE), days), width);

const factsOf = (ref: string): LaneFacts => ({
  title: ref,
  group: { key: 'all', title: 'All' },
});

function lanes(groupBy: 'system' | 'owner' | 'environment' = 'system') {
  return lanesOf({
    entries: prepareItems(createFixtures(), PICTURE_NOW),
    groupBy,
    factsOf,
    noLane: 'None',
    noGroup: 'Without',
  });
}

describe('the scale', () => {
  it('leads back to the instant, also over changes of the clocks', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), at => {
        const scale = scaleFrom('2026-10-20', 20);
        const instant = scale.start + at * (scale.end - scale.start);
        expect(scale.instantAt(scale.xOf(instant))).toBeCloseTo(instant, 0);
      }),
    );
  });

  it('makes a day of 25 hours as wide as any other', () => {
    const scale = scaleFrom('2026-10-24', 3, 300);
    expect(scale.xOf(Date.parse('2026-10-25T23:00:00Z'))).toBeCloseTo(200);
    expect(scale.xOf(0)).toBe(0);
    expect(scale.xOf(scale.end + 1)).toBe(300);
  });
});

describe('packing', () => {
  const extents = fc.array(
    fc
      .tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: 1, max: 200 }))
      .map(([left, width]) => ({ left, right: left + width })),
    { maxLength: 40 },
  );

  it('lets nothing touch in a row, and needs no more rows than meet at a place', () => {
    fc.assert(
      fc.property(extents, all => {
        const { rowOf, rows } = packRows(all, one => one);
        for (const a of all)
          for (const b of all)
            if (a !== b && rowOf.get(a) === rowOf.get(b))
              expect(a.right + GAP <= b.left || b.right + GAP <= a.left).toBe(
                true,
              );
        const meeting = all.map(
          ({ left }) =>
            all.filter(one => one.left <= left && one.right + GAP > left)
              .length,
        );
        expect(rows).toBe(Math.max(0, ...meeting));
      }),
    );
  });

  it('starts every chip at its instant, as wide as its words or its time', () => {
    const scale = scaleFrom('2026-11-19', 20);
    const { items } = placeLane(lanes().windows, scale, measure);
    for (const placed of items) {
      const { entry, left, width, beside } = placed;
      const timed = scale.xOf(entry.end) - scale.xOf(entry.start);
      expect(left).toBeLessThanOrEqual(scale.xOf(entry.start));
      expect(width).toBeGreaterThanOrEqual(Math.min(timed, width));
      if (!placed.isBar && width < scale.width - left)
        expect(left).toBe(scale.xOf(entry.start));
      if (beside === 'right')
        expect(extentOf(placed, measure).right).toBeGreaterThan(left + width);
    }
    expect(
      items.find(one => one.entry.item.title === 'Platform slow-down'),
    ).toMatchObject({ beside: 'right' });
  });
});

describe('lanes', () => {
  it('keep every release, and put freezes above', () => {
    const { windows, groups } = lanes();
    const inside = new Set(
      groups.flatMap(group =>
        group.lanes.flatMap(lane => lane.entries.map(({ item }) => item.id)),
      ),
    );
    for (const item of createFixtures())
      expect(
        inside.has(item.id) ||
          windows.some(({ item: one }) => one.id === item.id),
      ).toBe(true);
    expect(windows.some(({ item }) => item.kind === 'release')).toBe(false);
  });

  it('are frozen only where the freeze covers them', () => {
    const all = lanes().groups.flatMap(group => group.lanes);
    const frozenBy = (system: string) =>
      all
        .find(({ key }) => key === `system:default/${system}`)!
        .freezes.map(({ item }) => item.title);
    expect(frozenBy('checkout')).toEqual(['Black Friday freeze']);
    expect(frozenBy('build')).toEqual(['Platform slow-down']);
  });

  it('are frozen by environment where the freeze names it or its tier', () => {
    const freeze = makeItem({
      kind: 'freeze',
      title: 'Tier',
      enforcement: 'hard',
      start: '2026-11-20T00:00:00Z',
      end: '2026-11-30T00:00:00Z',
      allSystems: true,
      environmentTiers: ['production'],
    });
    const release = makeItem({
      kind: 'release',
      title: 'r',
      start: '2026-11-21T00:00:00Z',
      end: '2026-11-21T02:00:00Z',
      environments: ['resource:default/a', 'resource:default/b'],
    });
    const { groups } = lanesOf({
      entries: prepareItems([freeze, release], PICTURE_NOW),
      groupBy: 'environment',
      factsOf: ref => ({
        title: ref,
        tier: ref.endsWith('a') ? 'production' : 'test',
      }),
      noLane: '',
      noGroup: '',
    });
    expect(groups[0].lanes.map(lane => lane.freezes.length)).toEqual([1, 0]);
    expect(groups[0].title).toBeUndefined();
  });

  it('are walked by item, and from one to the next', () => {
    const rows = rowsOf({
      lanes: lanes(),
      scale: scaleFrom('2026-11-19', 20),
      measure,
      collapsed: new Set(),
      windowsTitle: 'W',
      windowsSubtitle: '',
    });
    const first = firstPlace(rows, PICTURE_NOW)!;
    const up = placeAfter(rows, first, 'ArrowUp')!;
    expect(up.row).not.toBe(first.row);
    expect(placeAfter(rows, up, 'ArrowDown')?.row).toBe(first.row);
    expect(placeAfter(rows, { row: 'windows' }, 'x')).toBeUndefined();
    const closed = rowsOf({
      lanes: lanes(),
      scale: scaleFrom('2026-11-19', 20),
      measure,
      collapsed: new Set(['all']),
      windowsTitle: 'W',
      windowsSubtitle: '',
    });
    expect(closed.map(({ type }) => type)).toEqual(['windows', 'group']);
  });
});

describe('zoom', () => {
  it('keeps what is under the pointer in sight', () => {
    fc.assert(
      fc.property(
        fc.constantFrom('day', 'week', 'weeks', 'quarter', 'year'),
        fc.constantFrom('day', 'week', 'weeks', 'quarter', 'year'),
        fc.double({ min: 0, max: 0.999, noNaN: true }),
        (zoom, next, fraction) => {
          const period = periodOf('timeline', inZone('2026-11-23', ZONE), zoom);
          const days = period.to.diff(period.from, 'days').days;
          const at = period.from.plus({ days: Math.floor(fraction * days) });
          const shown = periodOf(
            'timeline',
            dateKeeping(period, next as 'day', fraction),
            next,
          );
          expect(shown.from <= at && at < shown.to).toBe(true);
        },
      ),
    );
    expect(nextZoom('day', 1)).toBeUndefined();
    expect(nextZoom('weeks', -1)).toBe('quarter');
  });

  it('names weeks, and the month that begins in one', () => {
    const { upper, lower } = headerOf({
      zoom: 'weeks',
      scale: scaleFrom('2026-11-19', 20),
      timeZone: ZONE,
      today: '2026-11-23',
      words: { week: n => `Week ${n}`, shortWeek: n => `W${n}` },
    });
    expect(upper.map(({ label }) => label)).toEqual([
      'Week 47',
      'Week 48',
      'Week 49, December',
      'Week 50',
    ]);
    expect(lower.find(({ isToday }) => isToday)?.label).toBe('23');
  });
});

describe('a drag', () => {
  it('keeps the time of day near whole days, and else snaps to 15 minutes', () => {
    expect(shiftOf(97, 48)).toEqual({ days: 2, minutes: 0 });
    expect(shiftOf(12, 48)).toEqual({ days: 0, minutes: 360 });
    expect(shiftOf(9, 10)).toEqual({ days: 1, minutes: 0 });
  });
});
