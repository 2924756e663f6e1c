import { DateTime } from 'luxon';
import {
  changeGhost,
  firstGhost,
  ghostBetween,
  pullGhost,
  snap,
} from './ghost';

const timeZone = 'Europe/Berlin';
const environmentRef = 'resource:default/staging-eu';
const at = (wall: string) =>
  DateTime.fromISO(wall, { zone: timeZone }).toMillis();
const now = at('2026-11-23T10:40');
const wall = ({ start, end }: { start: number; end: number }) =>
  [start, end].map(instant =>
    DateTime.fromMillis(instant, { zone: timeZone }).toFormat('d HH:mm'),
  );

describe('the ghost of a booking', () => {
  const between = (pressed: string, pointer: string) =>
    wall(
      ghostBetween({
        environmentRef,
        pressed: at(pressed),
        pointer: at(pointer),
        now,
      }),
    );

  it('snaps to quarters, to either side of where it was pressed', () => {
    expect(between('2026-11-24T16:04', '2026-11-24T19:56')).toEqual([
      '24 16:00',
      '24 20:00',
    ]);
    expect(between('2026-11-24T19:56', '2026-11-24T16:04')).toEqual([
      '24 16:00',
      '24 20:00',
    ]);
    expect(between('2026-11-24T16:04', '2026-11-24T16:05')).toEqual([
      '24 16:00',
      '24 16:15',
    ]);
  });

  it('does not begin before the next quarter from now', () => {
    expect(between('2026-11-23T08:00', '2026-11-23T12:00')).toEqual([
      '23 10:45',
      '23 12:00',
    ]);
    expect(between('2026-11-23T08:00', '2026-11-23T09:00')).toEqual([
      '23 10:45',
      '23 11:00',
    ]);
  });

  it('snaps on the wall where the zone is off by a quarter', () => {
    const nepal = DateTime.fromISO('2026-11-24T10:07', {
      zone: 'Asia/Kathmandu',
    });
    const snapped = DateTime.fromMillis(snap(nepal.toMillis()), {
      zone: 'Asia/Kathmandu',
    });
    expect(snapped.toFormat('HH:mm')).toBe('10:00');
  });

  it('starts at the first free hour', () => {
    const first = (...taken: [string, string][]) =>
      wall(
        firstGhost({
          environmentRef,
          from: at('2026-11-23T00:00'),
          to: at('2026-11-30T00:00'),
          now,
          taken: taken.map(([start, end]) => ({
            start: at(start),
            end: at(end),
          })),
        }),
      );
    expect(first()).toEqual(['23 10:45', '23 11:45']);
    expect(
      first(
        ['2026-11-23T12:20', '2026-11-23T18:05'],
        ['2026-11-23T09:00', '2026-11-23T11:30'],
      ),
    ).toEqual(['23 18:15', '23 19:15']);
    expect(first(['2026-11-23T09:00', '2026-11-30T00:00'])).toEqual([
      '23 10:45',
      '23 11:45',
    ]);
  });

  it('keeps its time on the clock a day further, and its length otherwise', () => {
    const options = { timeZone, now };
    const ghost = {
      environmentRef,
      start: at('2027-03-27T16:00'),
      end: at('2027-03-27T20:00'),
    };
    const further = changeGhost(ghost, { days: 1 }, options);
    expect(wall(further)).toEqual(['28 16:00', '28 20:00']);
    expect(wall(changeGhost(ghost, { minutes: -15 }, options))).toEqual([
      '27 15:45',
      '27 19:45',
    ]);
    expect(wall(changeGhost(ghost, { length: -600 }, options))).toEqual([
      '27 16:00',
      '27 16:15',
    ]);
    const early = {
      environmentRef,
      start: at('2026-11-23T11:00'),
      end: at('2026-11-23T13:00'),
    };
    expect(wall(changeGhost(early, { days: -1 }, options))).toEqual([
      '23 10:45',
      '23 12:45',
    ]);
  });

  it('lets one end be pulled, never past the other', () => {
    const ghost = {
      environmentRef,
      start: at('2026-11-24T16:00'),
      end: at('2026-11-24T20:00'),
    };
    expect(wall(pullGhost(ghost, 'end', at('2026-11-24T18:20'), now))).toEqual([
      '24 16:00',
      '24 18:15',
    ]);
    expect(wall(pullGhost(ghost, 'end', at('2026-11-24T12:00'), now))).toEqual([
      '24 16:00',
      '24 16:15',
    ]);
    expect(
      wall(pullGhost(ghost, 'start', at('2026-11-24T23:00'), now)),
    ).toEqual(['24 19:45', '24 20:00']);
    expect(
      wall(pullGhost(ghost, 'start', at('2026-11-20T23:00'), now)),
    ).toEqual(['23 10:45', '24 20:00']);
  });
});
