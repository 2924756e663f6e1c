import fc from 'fast-check';
import { GAP, LaneItem, packLane, PADDING } from './packLane';

const item = (id: string, left: number, right: number, label = 60) => ({
  id,
  left,
  right,
  room: right - left,
  label,
  title: label / 2,
});

describe('packLane', () => {
  it('counts a label beside its bar as a part of it', () => {
    const { rows, placeOf } = packLane(
      [item('a', 0, 20), item('b', 50, 70), item('c', 100, 120)],
      400,
    );
    expect(placeOf.get('a')).toEqual({ row: 0, label: 'beside' });
    expect(placeOf.get('b')).toEqual({ row: 1, label: 'beside' });
    expect(placeOf.get('c')).toEqual({ row: 0, label: 'beside' });
    expect(rows).toBe(2);
  });

  it('writes into a bar that is long enough', () => {
    const { placeOf, rows } = packLane(
      [item('a', 0, 90), item('b', 96, 200)],
      400,
    );
    expect(placeOf.get('a')).toEqual({ row: 0, label: 'inside' });
    expect(placeOf.get('b')).toEqual({ row: 0, label: 'inside' });
    expect(rows).toBe(1);
  });

  it('says less at the right edge, and at last nothing', () => {
    const label = (right: number) =>
      packLane([item('a', right - 10, right)], 400).placeOf.get('a')!.label;
    expect(label(320)).toBe('beside');
    expect(label(350)).toBe('title');
    expect(label(390)).toBe('none');
  });

  it('lets labels give way before a lane gets a fourth row', () => {
    const { rows, placeOf } = packLane(
      [0, 1, 2, 3].map(index =>
        item(String(index), index * 45, index * 45 + 5, 200),
      ),
      900,
    );
    expect(rows).toBe(3);
    expect(placeOf.get('0')).toEqual({ row: 0, label: 'title' });
    expect(placeOf.get('3')).toEqual({ row: 0, label: 'beside' });
  });

  it('never lets two bars, nor a bar and a label, touch', () => {
    const items = fc.uniqueArray(
      fc.record({
        id: fc.uuid(),
        left: fc.integer({ min: 0, max: 900 }),
        length: fc.integer({ min: 2, max: 300 }),
        label: fc.integer({ min: 10, max: 160 }),
      }),
      { selector: ({ id }) => id, maxLength: 30 },
    );
    fc.assert(
      fc.property(items, made => {
        const bars = made.map(
          ({ id, left, length, label }): LaneItem => ({
            id,
            left,
            right: Math.min(1000, left + length),
            room: length,
            label,
            title: label / 2,
          }),
        );
        const { placeOf, rows } = packLane(bars, 1000);
        const ends = new Array(rows).fill(-GAP);
        for (const bar of [...bars].sort(
          (a, b) =>
            a.left - b.left ||
            b.right - a.right ||
            a.id.localeCompare(b.id, 'en'),
        )) {
          const { row, label } = placeOf.get(bar.id)!;
          expect(bar.left).toBeGreaterThanOrEqual(ends[row] + GAP);
          ends[row] = bar.right;
          if (label === 'beside') ends[row] += PADDING + bar.label;
          if (label === 'title') ends[row] += PADDING + bar.title;
          if (label !== 'none') expect(ends[row]).toBeLessThanOrEqual(1000);
        }
      }),
    );
  });
});
