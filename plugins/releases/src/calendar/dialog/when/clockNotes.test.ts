import { expandRecurrence } from '@release-desk/plugin-releases-common';
import { clockNotes } from './clockNotes';

const spans = expandRecurrence(
  {
    start: '2026-12-27T18:00:00',
    timeZone: 'America/New_York',
    duration: 'P4DT12H',
    rrule: 'FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=27',
  },
  { from: '2026-12-01T00:00:00Z', to: '2028-01-01T00:00:00Z' },
);

describe('clockNotes', () => {
  it('says that New York has changed its clocks and Berlin has not', () => {
    const notes = clockNotes(spans, {
      window: 'America/New_York',
      viewer: 'Europe/Berlin',
      exact: false,
    });
    expect(notes).toEqual([
      undefined,
      {
        shift: {
          minutes: -60,
          changed: 'America/New_York',
          unchanged: 'Europe/Berlin',
        },
      },
      undefined,
      undefined,
      undefined,
    ]);
  });

  it('says that the clocks change while it lasts', () => {
    const [note] = clockNotes(
      [{ start: '2027-03-27T23:00:00Z', end: '2027-03-28T22:00:00Z' }],
      { window: 'Europe/Berlin', viewer: 'Europe/Berlin', exact: false },
    );
    expect(note).toEqual({ drift: { minutes: -60, of: 'length' } });
  });
});
