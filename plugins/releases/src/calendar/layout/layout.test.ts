import { DateTime } from 'luxon';
import { createFixtures, makeItem, PICTURE_NOW } from '../../testing';
import {
  bandsOn,
  hintOf,
  MAX_COLUMNS,
  MAX_SLOTS,
  packColumns,
  packRow,
  positionOn,
  prepareItem,
  prepareItems,
  unionOfFreezes,
  weekOf,
  weeksOfMonth,
} from '.';

const zone = 'Europe/Berlin';
const november = DateTime.fromISO('2026-11-15', { zone });
const weeks = weeksOfMonth(november);
const entries = prepareItems(createFixtures(), PICTURE_NOW);
const rows = weeks.map(({ days }) => packRow(entries, days));

/** Numbers in [0, 1) that are the same in every run. */
function sequence(seed: number) {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) % 4_294_967_296;
    return state / 4_294_967_296;
  };
}

describe('days', () => {
  it('shows November 2026 as the weeks 44 to 49', () => {
    expect(weeks.map(({ number }) => number)).toEqual([44, 45, 46, 47, 48, 49]);
    expect(weeks[0].days[0].iso).toBe('2026-10-26');
    expect(weeks[5].days[6].iso).toBe('2026-12-06');
  });

  it('draws days of 23 and 25 hours as wide as all others', () => {
    const { days } = weekOf(DateTime.fromISO('2026-10-25', { zone }));
    expect(days[6].end - days[6].start).toBe(25 * 3_600_000);
    expect(positionOn(days, days[6].start)).toBe(6);
    expect(positionOn(days, days[6].end)).toBe(7);
    expect(positionOn(days, (days[6].start + days[6].end) / 2)).toBeCloseTo(
      6.5,
    );
  });
});

describe('closed time', () => {
  const union = unionOfFreezes(entries);

  it('is one union of the hard freezes, true to the hour', () => {
    expect(union).toEqual([
      {
        start: Date.parse('2026-11-20T17:00:00Z'),
        end: Date.parse('2026-12-01T05:00:00Z'),
      },
    ]);
    expect(bandsOn(weeks[3].days, union)).toEqual([
      { from: 4.75, to: 7, startsHere: true, endsHere: false },
    ]);
    expect(bandsOn(weeks[5].days, union)).toEqual([
      { from: 0, to: 1.25, startsHere: false, endsHere: true },
    ]);
    expect(bandsOn(weeks[0].days, union)).toEqual([]);
  });

  it('never doubles where freezes overlap or touch', () => {
    const freeze = (start: string, end: string) =>
      prepareItem(makeItem({ kind: 'freeze', title: 'x', start, end }), 0);
    expect(
      unionOfFreezes([
        freeze('2026-01-02T00:00:00Z', '2026-01-03T00:00:00Z'),
        freeze('2026-01-01T00:00:00Z', '2026-01-02T12:00:00Z'),
        freeze('2026-01-03T00:00:00Z', '2026-01-04T00:00:00Z'),
      ]),
    ).toEqual([
      {
        start: Date.parse('2026-01-01T00:00:00Z'),
        end: Date.parse('2026-01-04T00:00:00Z'),
      },
    ]);
  });

  it('says beside the day when it closes and opens', () => {
    const [friday] = weeks[3].days.slice(4);
    const tuesday = weeks[5].days[1];
    expect(hintOf(friday, union).closes).toBe(union[0].start);
    expect(hintOf(tuesday, union).opens).toBe(union[0].end);
    expect(hintOf(weeks[4].days[2], union)).toEqual({ isClosed: true });
  });
});

describe('packRow', () => {
  const slotsOf = (row: number, day: number) =>
    Object.fromEntries(
      [...rows[row].days[day].ribbons, ...rows[row].days[day].chips].map(
        ({ entry, slot }) => [entry.item.title, slot],
      ),
    );

  it('packs the week of the picture as it is drawn', () => {
    expect(slotsOf(4, 0)).toEqual({
      'Black Friday freeze': 0,
      'search-index 5.1.0': 1,
    });
    expect(slotsOf(4, 2)).toEqual({
      'DB window': 1,
      'Order archive table': 2,
    });
    expect(slotsOf(4, 3)).toEqual({
      'Black Friday peak': 2,
      'One-page checkout': 3,
    });
    expect(rows[4].slots).toBe(5);
    expect(rows[5].slots).toBe(6);
  });

  it('gives future items two lines and past ones one', () => {
    const linesOf = (row: number, day: number) =>
      rows[row].days[day].chips.map(({ lines }) => lines);
    expect(linesOf(3, 1)).toEqual([1, 1]);
    expect(linesOf(4, 1)).toEqual([2, 2]);
  });

  it('never lets two things share a slot, and loses none', () => {
    const random = sequence(7);
    const { days } = weeks[2];
    for (let round = 0; round < 200; round += 1) {
      const kinds = [
        'freeze',
        'release',
        'business',
        'vendor',
        'allow',
      ] as const;
      const items = Array.from({ length: Math.floor(random() * 60) }, () => {
        const start =
          days[0].start + Math.floor((random() * 9 - 1) * 86_400_000);
        const length = Math.floor(random() ** 3 * 5 * 86_400_000) + 60_000;
        return makeItem({
          kind: kinds[Math.floor(random() * kinds.length)],
          title: 'x',
          start: new Date(start).toISOString(),
          end: new Date(start + length).toISOString(),
        });
      });
      const prepared = prepareItems(items, days[3].start);
      const row = packRow(prepared, days);
      expect(row.slots).toBeLessThanOrEqual(MAX_SLOTS);
      const ribbons = row.days.flatMap(day => day.ribbons);
      row.days.forEach((day, index) => {
        const used = new Map<number, [number, number][]>();
        const take = (slot: number, from: number, to: number) => {
          const others = used.get(slot) ?? [];
          for (const [start, end] of others)
            expect(from >= end || to <= start).toBe(true);
          used.set(slot, [...others, [from, to]]);
        };
        for (const { slot, from, to } of ribbons)
          if (from < index + 1 && to > index) take(slot, from, to);
        for (const { slot, lines } of day.chips)
          for (let line = 0; line < lines; line += 1)
            take(slot + line, index, index + 1);
        if (day.more > 0) take(day.moreSlot, index, index + 1);

        const begins = prepared.filter(
          ({ isRibbon, start }) =>
            !isRibbon && start >= day.day.start && start < day.day.end,
        ).length;
        const over = ribbons.filter(
          ({ from, to }) => from < index + 1 && to > index,
        ).length;
        expect(day.chips.length + over + day.more).toBe(day.total);
        expect(day.total).toBeGreaterThanOrEqual(begins);
      });
    }
  });
});

describe('packColumns', () => {
  it('puts what overlaps side by side and counts what has no room', () => {
    const [day] = weeks[2].days;
    const at = (hour: number, length: number) =>
      prepareItem(
        makeItem({
          kind: 'release',
          title: 'x',
          start: new Date(day.start + hour * 3_600_000).toISOString(),
          end: new Date(day.start + (hour + length) * 3_600_000).toISOString(),
        }),
        0,
      );
    const alone = packColumns([at(9, 1), at(11, 1)], day, 1_800_000);
    expect(alone.blocks.map(({ columns }) => columns)).toEqual([1, 1]);

    const crowd = packColumns(
      [at(9, 2), at(9, 2), at(10, 2), at(10, 2), at(10, 2), at(13, 1)],
      day,
      1_800_000,
    );
    expect(crowd.blocks.map(({ column }) => column)).toEqual([0, 1, 2, 0]);
    expect(crowd.more).toEqual([
      { start: day.start + 9 * 3_600_000, count: 2, columns: MAX_COLUMNS + 1 },
    ]);
  });
});
