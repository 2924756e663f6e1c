import fc from 'fast-check';
import { matchSelector } from './matchSelector';
import { EntityFacts, EntitySelector } from './schema';

const checkout: EntityFacts = {
  ref: 'component:default/checkout-api',
  kind: 'component',
  name: 'checkout-api',
  type: 'service',
  lifecycle: 'production',
  tags: ['pci', 'java'],
  owner: 'group:default/checkout',
  owners: ['group:default/checkout', 'group:default/commerce'],
  system: 'system:default/shop',
  domains: ['domain:default/payments', 'domain:default/commerce'],
  annotations: {},
};
const production: EntityFacts = {
  ref: 'resource:default/prod-eu',
  kind: 'resource',
  name: 'prod-eu',
  type: 'environment',
  tags: [],
  owners: ['group:default/platform'],
  owner: 'group:default/platform',
  domains: [],
  environmentTier: 'production',
  annotations: {},
};
const gateway: EntityFacts = {
  ...checkout,
  ref: 'component:default/gateway',
  name: 'gateway',
  tags: ['edge'],
  system: 'system:default/edge',
};

describe('matchSelector', () => {
  it.each<[string, EntitySelector, boolean]>([
    ['no line', {}, true],
    ['kind in another case', { kind: ['API', 'Component'] }, true],
    ['type', { type: ['website'] }, false],
    ['tag', { tag: ['PCI'] }, true],
    ['group above the owner', { owner: ['group:default/commerce'] }, true],
    ['another owner', { owner: ['group:default/platform'] }, false],
    ['system', { system: ['system:default/shop'] }, true],
    ['domain above', { domain: ['domain:default/commerce'] }, true],
    ['lifecycle', { lifecycle: ['experimental'] }, false],
    ['ref', { ref: ['component:default/checkout-api'] }, true],
    ['environment', { environment: ['resource:default/prod-eu'] }, true],
    ['other tier', { environmentTier: ['staging', 'test'] }, false],
    ['two lines, one unmet', { kind: ['component'], tag: ['go'] }, false],
    [
      'what and where',
      { tag: ['java'], environmentTier: ['production'] },
      true,
    ],
    // The owner of the place is not the owner of what happens there.
    [
      'a fact of the environment in a what-line',
      { owner: ['group:default/platform'] },
      false,
    ],
  ])('%s', (_, selector, matches) => {
    expect(
      matchSelector(selector, { entity: checkout, environment: production })
        .matches,
    ).toBe(matches);
  });

  it('says which value met which line, and whose fact it was', () => {
    expect(
      matchSelector(
        {
          owner: ['group:default/x', 'group:default/commerce'],
          environmentTier: ['production'],
        },
        { entity: checkout, environment: production },
      ).reasons,
    ).toEqual([
      {
        dimension: 'owner',
        value: 'group:default/commerce',
        entityRef: 'component:default/checkout-api',
      },
      {
        dimension: 'environmentTier',
        value: 'production',
        entityRef: 'resource:default/prod-eu',
      },
    ]);
  });

  it('counts environment lines as met when no environment is named', () => {
    const selector: EntitySelector = {
      tag: ['pci'],
      environmentTier: ['production'],
    };
    expect(matchSelector(selector, { entity: checkout })).toEqual({
      matches: true,
      reasons: [expect.objectContaining({ dimension: 'tag' })],
    });
    expect(matchSelector(selector, { entity: gateway }).matches).toBe(false);
  });

  it('takes an environment for entity and place alike', () => {
    for (const subject of [
      { entity: production },
      { environment: production },
    ]) {
      expect(
        matchSelector(
          {
            owner: ['group:default/platform'],
            environmentTier: ['production'],
          },
          subject,
        ).matches,
      ).toBe(true);
      expect(
        matchSelector({ environmentTier: ['test'] }, subject).matches,
      ).toBe(false);
    }
    expect(matchSelector({ tag: ['pci'] }, {}).matches).toBe(false);
    expect(matchSelector({}, {}).matches).toBe(true);
  });

  it('gives the path when the entity is only reached', () => {
    const path = [
      { from: gateway.ref, relation: 'dependsOn', to: checkout.ref },
    ];
    const reached = [{ facts: gateway, path }];
    const selector: EntitySelector = {
      tag: ['edge'],
      environmentTier: ['production'],
    };
    expect(
      matchSelector(selector, {
        entity: checkout,
        environment: production,
        reached,
      }).reasons,
    ).toEqual([
      { dimension: 'tag', value: 'edge', entityRef: gateway.ref, path },
      expect.objectContaining({ entityRef: production.ref }),
    ]);
    // The origin must meet every what-line itself: lines do not add up over a path.
    expect(
      matchSelector(
        { tag: ['edge'], system: ['system:default/shop'] },
        { entity: checkout, reached },
      ).matches,
    ).toBe(false);
    // A direct match needs no path.
    expect(
      matchSelector({ kind: ['component'] }, { entity: checkout, reached })
        .reasons[0].path,
    ).toBeUndefined();
  });

  it('never covers more with one line more, nor less with one value more', () => {
    const selectors = fc.record(
      {
        kind: fc.subarray(['Component', 'resource'], { minLength: 1 }),
        tag: fc.subarray(['pci', 'go'], { minLength: 1 }),
        environmentTier: fc.subarray(['production', 'test'] as const, {
          minLength: 1,
        }),
      },
      { requiredKeys: [] },
    ) as fc.Arbitrary<EntitySelector>;
    fc.assert(
      fc.property(selectors, selector => {
        const subject = { entity: checkout, environment: production };
        const { matches } = matchSelector(selector, subject);
        const narrower = { ...selector, lifecycle: ['experimental'] };
        expect(matchSelector(narrower, subject).matches).toBe(false);
        const wider = {
          ...selector,
          ...(selector.tag && { tag: [...selector.tag, 'other'] }),
        };
        const isWiderMet = matchSelector(wider, subject).matches;
        expect(isWiderMet || !matches).toBe(true);
      }),
    );
  });
});
