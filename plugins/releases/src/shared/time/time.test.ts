import {
  formatHours,
  formatInstant,
  formatSpan,
  formatSpanWithZone,
  speakSpan,
  zoneName,
} from '.';

const span = (start: string, end: string) => ({ start, end });

describe('times in words', () => {
  it('puts a weekday to every date and a zone to every time', () => {
    const evening = span('2026-11-26T19:00:00Z', '2026-11-26T21:00:00Z');
    expect(formatSpanWithZone(evening, 'Europe/Berlin')).toBe(
      'Thu 26 Nov, 20:00–22:00 CET',
    );
    expect(formatSpanWithZone(evening, 'America/New_York')).toBe(
      'Thu 26 Nov, 14:00–16:00 EST',
    );
    expect(formatInstant('2026-12-01T05:00:00Z', 'Europe/Berlin')).toBe(
      'Tue 1 Dec 06:00 CET',
    );
    expect(speakSpan(evening, 'Europe/Berlin')).toBe(
      'Thursday 26 November 20:00 to 22:00 CET',
    );
  });

  it('lets midnight belong to the day that it ends', () => {
    const late = span('2026-11-25T19:00:00Z', '2026-11-25T23:00:00Z');
    expect(formatSpan(late, 'Europe/Berlin')).toBe('Wed 25 Nov, 20:00–24:00');
    expect(formatHours(late, 'Europe/Berlin')).toBe('20–24');
  });

  it('says whole days as days', () => {
    expect(
      formatSpan(
        span('2026-11-25T23:00:00Z', '2026-11-30T23:00:00Z'),
        'Europe/Berlin',
      ),
    ).toBe('Thu 26 Nov to Mon 30 Nov');
  });

  it('names a zone by its letters where people use them', () => {
    expect(zoneName('2026-07-01T00:00:00Z', 'Europe/Berlin')).toBe('CEST');
    expect(zoneName('2026-07-01T00:00:00Z', 'Asia/Kolkata')).toBe('GMT+5:30');
  });
});
