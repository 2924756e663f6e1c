import {
  durationSchema,
  entityRefSchema,
  instantSchema,
  timeZoneSchema,
  wallTimeSchema,
} from './values';

const read = (value: string) => instantSchema.safeParse(value);

describe('values', () => {
  it('reads instants with an offset as UTC, and no others', () => {
    expect(read('2026-11-26T21:00:00+01:00').data).toBe(
      '2026-11-26T20:00:00.000Z',
    );
    for (const wrong of [
      '',
      'null',
      '2026-11-26',
      '2026-11-26T21:00:00',
      '2026-02-30T00:00:00Z',
      '9999-12-31T23:59:59-01:00',
      '0000-01-01T00:00:00+01:00',
      '+275760-09-13T00:00:00Z',
    ])
      expect(`${wrong} ${read(wrong).success}`).toBe(`${wrong} false`);
    expect(instantSchema.safeParse(3).success).toBe(false);
  });

  it('reads wall times, zones, durations and refs as what they are', () => {
    const right = [
      wallTimeSchema.safeParse('2026-11-20T18:00:00').success,
      timeZoneSchema.safeParse('Europe/Berlin').success,
      durationSchema.safeParse('P2DT16H').success,
      entityRefSchema.parse('Component:Default/Checkout-API') ===
        'component:default/checkout-api',
    ];
    expect(right).toEqual([true, true, true, true]);
    const wrong = [
      wallTimeSchema.safeParse('2026-11-20T18:00:00Z').success,
      timeZoneSchema.safeParse('+01:00').success,
      durationSchema.safeParse('PT0S').success,
      durationSchema.safeParse('P1M').success,
      entityRefSchema.safeParse('checkout-api').success,
    ];
    expect(wrong).toEqual([false, false, false, false, false]);
  });
});
