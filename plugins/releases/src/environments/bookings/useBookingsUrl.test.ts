import {
  applyBookingsUrl,
  countFilters,
  NO_BOOKING_FILTERS,
  parseBookingsUrl,
} from './useBookingsUrl';

describe('the URL of bookings', () => {
  it('reads what it has written, and keeps what is not its own', () => {
    const written = applyBookingsUrl(new URLSearchParams('tab=1&q=old'), {
      date: '2026-11-23',
      scale: 'month',
      shape: 'table',
      tier: ['staging', 'test'],
      usage: ['demo'],
      q: 'load',
      mine: true,
      booking: 'b1',
    });
    expect(written.get('tab')).toBe('1');
    const url = parseBookingsUrl(written);
    expect(url).toMatchObject({
      date: '2026-11-23',
      scale: 'month',
      shape: 'table',
      tier: ['staging', 'test'],
      usage: ['demo'],
      q: 'load',
      mine: true,
      booking: 'b1',
    });
    expect(countFilters(url)).toBe(4);
  });

  it('is short where nothing is chosen, and ignores what has no meaning', () => {
    const cleared = applyBookingsUrl(
      new URLSearchParams('tier=staging&mine=1&q=x&date=2026-11-01'),
      { ...NO_BOOKING_FILTERS, scale: 'week', shape: 'lanes' },
    );
    expect(String(cleared)).toBe('date=2026-11-01');
    expect(
      parseBookingsUrl(new URLSearchParams('date=soon&scale=year&shape=pie')),
    ).toMatchObject({ date: undefined, scale: 'week', shape: 'lanes' });
  });
});
