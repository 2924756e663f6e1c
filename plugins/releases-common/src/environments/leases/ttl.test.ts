import fc from 'fast-check';
import { MONDAY } from '../__testUtils__/bookings';
import { parseTtl, ttlSchema } from './ttl';

const HOUR = 3_600_000;

describe('parseTtl', () => {
  it.each([
    ['90s', 90_000],
    ['30m', HOUR / 2],
    [' 4h ', 4 * HOUR],
    ['2d', 48 * HOUR],
    ['1w', 168 * HOUR],
    ['366d', 366 * 24 * HOUR],
    ['2026-11-23T04:00:00+02:00', 2 * HOUR],
    ['2026-11-23T01:00:00Z', HOUR],
  ])('reads %s', (text, after) => {
    expect(parseTtl(text, MONDAY)).toEqual({
      ok: true,
      forever: false,
      expiresAt: MONDAY + after,
    });
    expect(ttlSchema.safeParse(text).success).toBe(true);
  });

  it('reads forever, in any case', () => {
    expect(parseTtl('Forever', MONDAY)).toEqual({ ok: true, forever: true });
    expect(ttlSchema.safeParse('FOREVER').success).toBe(true);
  });

  it.each([
    ['', 'grammar'],
    ['0m', 'grammar'],
    ['-1h', 'grammar'],
    ['1.5h', 'grammar'],
    ['1h30m', 'grammar'],
    ['4 h', 'grammar'],
    ['1y', 'grammar'],
    ['367d', 'grammar'],
    ['99999999999999999999w', 'grammar'],
    ['2026-11-24', 'grammar'],
    ['2026-11-24T10:00:00', 'grammar'],
    ['NaN', 'grammar'],
    ['2026-11-23T00:00:00Z', 'past'],
    ['2020-01-01T00:00:00Z', 'past'],
    ['2028-01-01T00:00:00Z', 'too-long'],
  ])('refuses "%s": %s', (text, code) => {
    expect(parseTtl(text, MONDAY)).toMatchObject({ ok: false, code });
    expect(ttlSchema.safeParse(text).success).toBe(code !== 'grammar');
  });

  it('never throws, and is never over before it begins', () => {
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.stringMatching(/^[0-9]{1,8}[smhdwy]$/),
          fc.date({ noInvalidDate: true }).map(date => date.toISOString()),
        ),
        text => {
          const ttl = parseTtl(text, MONDAY);
          if (ttl.ok && !ttl.forever) {
            expect(ttl.expiresAt).toBeGreaterThan(MONDAY);
          }
          expect(ttlSchema.safeParse(text).success || !ttl.ok).toBe(true);
        },
      ),
    );
  });
});
