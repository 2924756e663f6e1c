import { DateTime } from 'luxon';
import { weekOf } from '../layout';
import { extentAt, heightAt, HOUR_HEIGHT } from './heights';

const ZONE = 'Europe/Berlin';

describe.each([
  ['of 24 hours', '2026-11-25'],
  ['of 25 hours', '2026-10-25'],
  ['of 23 hours', '2026-03-29'],
])('a day %s', (_, iso) => {
  const date = DateTime.fromISO(iso, { zone: ZONE });
  const day = weekOf(date).days.find(one => one.iso === iso)!;
  const at = (hour: number) => date.set({ hour }).toMillis();

  it('stands things at the hour on the wall', () => {
    expect(heightAt(day, day.start, ZONE)).toBe(0);
    expect(heightAt(day, at(9), ZONE)).toBe(9 * HOUR_HEIGHT);
    expect(heightAt(day, at(23), ZONE)).toBe(23 * HOUR_HEIGHT);
    expect(heightAt(day, day.end, ZONE)).toBe(24 * HOUR_HEIGHT);
  });

  it('cuts what goes on beyond it, and keeps room for a chip', () => {
    expect(
      extentAt(day, { start: day.start - 1, end: day.end + 1 }, ZONE),
    ).toEqual({ top: 0, height: 24 * HOUR_HEIGHT - 2 });
    expect(extentAt(day, { start: at(9), end: at(9) + 1 }, ZONE).height).toBe(
      20,
    );
  });
});
