import { moveSchedule } from './moveSchedule';

const once = {
  start: '2026-11-26T20:00:00',
  timeZone: 'Europe/Berlin',
  duration: 'PT2H',
};
const weekly = { ...once, rrule: 'FREQ=WEEKLY;BYDAY=TH' };
const from = {
  start: '2026-11-26T19:00:00.000Z',
  end: '2026-11-26T21:00:00.000Z',
};
const to = {
  start: '2026-11-27T19:00:00.000Z',
  end: '2026-11-27T21:00:00.000Z',
};

describe('moveSchedule', () => {
  it('moves what happens once', () => {
    expect(moveSchedule(once, from, to)).toEqual({
      schedule: { ...once, start: '2026-11-27T20:00:00' },
      scope: 'whole',
    });
  });

  it('moves one of many as an exception', () => {
    const moved = moveSchedule(weekly, from, to);
    expect(moved).toEqual({
      schedule: {
        ...weekly,
        exdates: ['2026-11-26T20:00:00'],
        rdates: ['2026-11-27T20:00:00'],
      },
      scope: 'occurrence',
    });
    // Back again: the added one goes, and no second exception comes.
    expect(moveSchedule(moved.schedule, to, from).schedule).toMatchObject({
      exdates: ['2026-11-26T20:00:00'],
      rdates: ['2026-11-26T20:00:00'],
    });
  });

  it('gives all of them a new length', () => {
    const longer = { ...from, end: '2026-11-26T22:30:00.000Z' };
    expect(moveSchedule(weekly, from, longer)).toEqual({
      schedule: { ...weekly, duration: 'PT3H30M' },
      scope: 'length',
    });
  });
});
