import type { Text } from '../../translation';
import {
  agoOf,
  dayMoment,
  lengthOf,
  longMoment,
  shortDay,
  shortMoment,
  spanOf,
} from './when';

const clock = {
  now: Date.parse('2026-11-23T09:40:00Z'),
  timeZone: 'Europe/Berlin',
};
const t = ((key: string, values: Record<string, string> = {}) =>
  [key.split('.').pop(), ...Object.values(values)].join(
    ' ',
  )) as unknown as Text;

describe('times on the pages of environments', () => {
  it('are as short as they are still clear', () => {
    expect(shortMoment('2026-11-23T11:30:00Z', clock)).toBe('12:30');
    expect(shortMoment('2026-11-24T08:00:00Z', clock)).toBe('Tue 09:00');
    expect(shortMoment('2026-11-29T08:00:00Z', clock)).toBe('Sun 09:00');
    // A week later it is a Monday again.
    expect(shortMoment('2026-11-30T08:00:00Z', clock)).toBe(
      'Mon 30 Nov, 09:00',
    );
    expect(shortMoment('2026-11-22T08:00:00Z', clock)).toBe(
      'Sun 22 Nov, 09:00',
    );
    expect(longMoment('2027-05-30T08:00:00Z', clock)).toBe(
      'Sun 30 May 2027, 10:00',
    );
    expect(dayMoment('2026-11-24T08:00:00Z', clock, t)).toBe('Tue 24, 09:00');
    expect(dayMoment('2026-12-01T08:00:00Z', clock, t)).toBe(
      'Tue 1 Dec, 09:00',
    );
    expect(shortDay('2026-11-30T12:00:00Z', clock)).toBe('Mon 30 Nov');
  });

  it('name both days of a span that has two', () => {
    expect(
      spanOf(
        { start: '2026-11-25T10:00:00Z', end: '2026-11-25T14:00:00Z' },
        clock,
      ),
    ).toBe('Wed 25 Nov, 11:00–15:00');
    expect(
      spanOf(
        { start: '2026-11-25T07:00:00Z', end: '2026-11-26T07:00:00Z' },
        clock,
      ),
    ).toBe('Wed 25 Nov, 08:00 – Thu 26 Nov, 08:00');
  });

  it('say lengths in hours and minutes, and in days from two days on', () => {
    const minutes = (count: number) => lengthOf(count * 60_000, t);
    expect(minutes(22 * 60 + 20)).toBe('hoursMinutes 22 20');
    expect(minutes(120)).toBe('hours 2');
    expect(minutes(45)).toBe('minutes 45');
    expect(minutes(47 * 60)).toBe('hours 47');
    expect(minutes(72 * 60)).toBe('days 3');
    expect(lengthOf(-1, t)).toBe('minutes 0');
    expect(agoOf('2026-11-23T09:39:40Z', clock, t)).toBe('secondsAgo 20');
    expect(agoOf('2026-11-20T09:40:00Z', clock, t)).toBe('daysAgo 3');
  });
});
