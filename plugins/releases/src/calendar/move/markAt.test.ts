import { makeItem } from '../../testing';
import { coversRelease, markAt } from './markAt';

const CHECKOUT = 'system:default/checkout';
const PRODUCTION = 'resource:default/production-eu';

const release = makeItem({
  kind: 'release',
  title: 'checkout-api 4.18.0',
  start: '2026-12-02T19:00:00Z',
  end: '2026-12-02T21:00:00Z',
  systems: [CHECKOUT],
  environments: [PRODUCTION],
});

function freeze(more: Partial<Parameters<typeof makeItem>[0]> = {}) {
  return makeItem({
    kind: 'freeze',
    title: 'Black Friday freeze',
    enforcement: 'hard',
    start: '2026-11-20T17:00:00Z',
    end: '2026-12-01T05:00:00Z',
    systems: [CHECKOUT],
    ...more,
  });
}

const at = (start: string, end: string) => ({
  item: release,
  target: { start, end },
});
const inside = at('2026-11-30T19:00:00Z', '2026-11-30T21:00:00Z');
const after = at('2026-12-01T05:00:00Z', '2026-12-01T07:00:00Z');

describe('the mark of what is moved', () => {
  it('appears in a freeze, and not at the instant it ends', () => {
    expect(markAt(inside, [freeze()])).toBe('collides');
    expect(markAt(after, [freeze()])).toBeUndefined();
    expect(markAt(inside, [freeze({ enforcement: 'soft' })])).toBe(
      'collides-soft',
    );
  });

  it('leaves windows and events alone, and what is no freeze', () => {
    expect(
      markAt({ ...inside, item: { ...release, kind: 'vendor' } }, [freeze()]),
    ).toBeUndefined();
    expect(
      markAt(inside, [freeze({ kind: 'allow', enforcement: 'hard' })]),
    ).toBeUndefined();
  });

  it('asks what is covered, and where', () => {
    expect(coversRelease(freeze({ systems: [] }), release)).toBe(false);
    expect(
      coversRelease(freeze({ systems: [], allSystems: true }), release),
    ).toBe(true);
    const elsewhere = freeze({
      environments: ['resource:default/production-us'],
    });
    expect(coversRelease(elsewhere, release)).toBe(false);
    expect(coversRelease(freeze({ environments: [PRODUCTION] }), release)).toBe(
      true,
    );
  });

  it('overlooks no freeze while the tiers are not known', () => {
    const production = freeze({ environmentTiers: ['production'] });
    expect(coversRelease(production, release)).toBe(true);
    expect(coversRelease(production, release, ['production'])).toBe(true);
    expect(coversRelease(production, release, ['staging'])).toBe(false);
  });
});
