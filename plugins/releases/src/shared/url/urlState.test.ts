import { applyUrlState, hasFilters, NO_FILTERS, parseUrlState } from '.';

describe('URL state', () => {
  it('reads what it has written, and keeps what is not its own', () => {
    const written = applyUrlState(new URLSearchParams('tab=1&q=old'), {
      view: 'week',
      date: '2026-11-23',
      q: 'checkout',
      kind: ['freeze', 'release'],
      owner: ['group:default/team-checkout'],
      entity: ['component:default/cart', 'api:default/orders'],
      near: 'near',
      collisions: true,
      item: 'abc@2026',
    });
    expect(written.get('tab')).toBe('1');
    expect(parseUrlState(written)).toMatchObject({
      view: 'week',
      date: '2026-11-23',
      q: 'checkout',
      kind: ['freeze', 'release'],
      owner: ['group:default/team-checkout'],
      entity: ['component:default/cart', 'api:default/orders'],
      near: 'near',
      collisions: true,
      item: 'abc@2026',
    });
  });

  it('ignores what a link may carry that has no meaning', () => {
    const state = parseUrlState(
      new URLSearchParams(
        'view=year&date=tomorrow&kind=party&near=far&entity=cart',
      ),
    );
    expect(state.view).toBeUndefined();
    expect(state.date).toBeUndefined();
    expect(state.kind).toEqual([]);
    expect(state.entity).toEqual([]);
    expect(hasFilters(state)).toBe(false);
  });

  it('takes every filter away, and not where one looks', () => {
    const cleared = applyUrlState(
      new URLSearchParams(
        'view=list&date=2026-11-01&q=x&kind=freeze&entity=api:default/x&collisions=1&mark=allow&near=mine',
      ),
      NO_FILTERS,
    );
    expect(String(cleared)).toBe('view=list&date=2026-11-01');
  });
});
