import type { Environment } from '../environment';
import { Dependency, findForbiddenFlows } from './flows';
import {
  findIdentitiesInTiers,
  findUndeclaredIdentities,
  IdentityUse,
} from './identities';
import { idleProof, IdleQuestion } from './idle';
import { findRawData } from './rawData';
import { findingSchema } from './schema';

function on(day: number): string {
  return new Date(Date.UTC(2026, 10, day, 9)).toISOString();
}

function environment(
  name: string,
  change: Partial<Environment> = {},
): Environment {
  return { ref: `resource:default/${name}`, name, networkZones: [], ...change };
}

const staging = environment('staging', {
  tier: 'staging',
  networkZones: ['staging-apps'],
  deployIdentities: ['ci-staging'],
});
const production = environment('production', {
  tier: 'production',
  networkZones: ['prod-apps', 'prod-data'],
  deployIdentities: ['ci-prod', 'ci-staging'],
});

describe('raw data', () => {
  const finds = (change: Partial<Environment>) =>
    findRawData([environment('test-1', change)]).length;

  it('is a finding outside of production, and where nobody says what it is', () => {
    expect(finds({ tier: 'test', dataSet: { method: 'raw' } })).toBe(1);
    expect(finds({ tier: 'staging', dataSet: { method: 'subset' } })).toBe(1);
    expect(finds({ dataSet: { method: 'raw' } })).toBe(1);
    expect(finds({ tier: 'production', dataSet: { method: 'raw' } })).toBe(0);
    expect(finds({ tier: 'test', dataSet: { method: 'masked' } })).toBe(0);
    expect(finds({ tier: 'test', dataSet: { method: 'synthetic' } })).toBe(0);
    expect(finds({ tier: 'test' })).toBe(0);
  });

  it('says where it is from, since when, and who approved it', () => {
    const [finding] = findRawData([
      environment('test-1', {
        tier: 'test',
        dataSet: {
          method: 'raw',
          source: 'orders-db',
          approvedBy: 'Hana Sato',
          refreshedAt: on(16),
        },
      }),
    ]);
    expect(findingSchema.parse(finding)).toEqual(finding);
    expect(finding).toMatchObject({
      key: 'raw-data resource:default/test-1',
      text: 'test-1 holds raw production data outside of production.',
      since: on(16),
      evidence: [{ observed: 'raw from orders-db, approved by Hana Sato' }],
    });
  });
});

describe('forbidden flows', () => {
  const dependency: Dependency = {
    environmentRef: staging.ref,
    from: 'component:default/checkout-api',
    to: 'resource:default/payments-db',
    toZones: ['prod-data'],
    path: [
      {
        from: 'component:default/checkout-api',
        relation: 'dependsOn',
        to: 'resource:default/payments-db',
      },
    ],
    since: on(19),
  };
  const find = (
    change: Partial<Dependency> = {},
    allowed: { from: string; to: string }[] = [],
  ) =>
    findForbiddenFlows({
      environments: [staging, production],
      dependencies: [{ ...dependency, ...change }],
      allowed,
    });

  it('are found before a packet flows, with the zones and the path', () => {
    const [finding] = find();
    expect(findingSchema.parse(finding)).toEqual(finding);
    expect(finding).toMatchObject({
      environmentRef: staging.ref,
      entityRefs: [dependency.from, dependency.to],
      text: 'component:default/checkout-api in staging depends on resource:default/payments-db, which lives in prod-data.',
      since: on(19),
      evidence: [{ observed: 'staging-apps to prod-data over dependsOn' }],
    });
  });

  it.each<[string, Partial<Dependency>, [string, string][], number]>([
    ['the same zone', { toZones: ['staging-apps'] }, [], 0],
    ['an allowed flow', {}, [['staging-apps', 'prod-data']], 0],
    ['the other way round', {}, [['prod-data', 'staging-apps']], 1],
    ['from anywhere', {}, [['*', 'prod-data']], 0],
    ['to anywhere', {}, [['staging-apps', '*']], 0],
    ['one of two zones', { toZones: ['x', 'prod-data'] }, [['*', 'x']], 0],
    ['a zone of its own', { fromZones: ['prod-data'] }, [], 0],
    ['no zone there', { toZones: [] }, [], 0],
    ['no zone here', { fromZones: [] }, [], 0],
    ['an unknown environment', { environmentRef: 'x' }, [], 0],
  ])('%s', (_, change, allowed, count) => {
    expect(
      find(
        change,
        allowed.map(([from, to]) => ({ from, to })),
      ),
    ).toHaveLength(count);
  });
});

describe('identities', () => {
  const use = (
    identity: string,
    { ref }: Environment,
    firstDay: number,
    count = 3,
  ): IdentityUse => ({
    identity,
    environmentRef: ref,
    count,
    firstAt: on(firstDay),
    lastAt: on(20),
  });
  const environments = [
    staging,
    production,
    environment('staging-2', { tier: 'staging' }),
    environment('lost'),
  ];

  it('in two tiers are found in both, with all the evidence', () => {
    const findings = findIdentitiesInTiers({
      environments,
      uses: [
        use('ci-staging', staging, 2, 48),
        use('ci-staging', production, 7, 1),
        use('ci-prod', production, 1),
      ],
    });
    expect(findings.map(item => item.environmentRef)).toEqual([
      staging.ref,
      production.ref,
    ]);
    expect(findingSchema.parse(findings[1])).toEqual(findings[1]);
    expect(findings[1]).toMatchObject({
      entityRefs: [staging.ref],
      text: 'ci-staging deployed into staging and production.',
      since: on(7),
      evidence: [
        {
          subject: staging.ref,
          observed: 'deployed 48 times',
          tier: 'staging',
        },
        { subject: production.ref, observed: 'deployed once', at: on(20) },
      ],
    });
  });

  it('in one tier, without a tier or without a deployment are not', () => {
    expect(
      findIdentitiesInTiers({
        environments,
        uses: [
          use('a', staging, 1),
          use('a', environments[2], 1),
          use('a', environments[3], 1),
          use('a', production, 1, 0),
        ],
      }),
    ).toEqual([]);
  });

  it('that are not declared are found, where any are', () => {
    const findings = findUndeclaredIdentities({
      environments,
      uses: [
        use('ci-prod', staging, 4),
        use('ci-staging', staging, 4),
        use('ci-prod', environments[2], 4),
      ],
    });
    expect(findings).toMatchObject([
      {
        key: 'undeclared-identity resource:default/staging ci-prod',
        since: on(4),
        evidence: [{ expected: 'ci-staging' }],
      },
    ]);
  });
});

describe('idleProof', () => {
  const prove = (change: Partial<IdleQuestion>) =>
    idleProof({ now: Date.parse(on(23)), idleDays: 14, ...change });

  it('gives the dates, the days and what they have cost', () => {
    expect(
      prove({
        lastDeploymentAt: '2026-10-13T09:00:00.000Z',
        lastBookingEndedAt: '2026-10-12T09:00:00.000Z',
        knownSince: on(22),
        costPerDay: { currency: 'EUR', amount: 18 },
      }),
    ).toEqual({
      idle: true,
      since: '2026-10-13T09:00:00.000Z',
      days: 41,
      lastDeploymentAt: '2026-10-13T09:00:00.000Z',
      lastBookingEndedAt: '2026-10-12T09:00:00.000Z',
      cost: { currency: 'EUR', amount: 738 },
    });
  });

  it.each<[string, Partial<IdleQuestion>, string | undefined]>([
    ['just long enough', { lastLeaseEndedAt: on(9) }, undefined],
    ['a day too few', { lastLeaseEndedAt: on(10) }, 'recent'],
    [
      'the latest counts',
      { lastLeaseEndedAt: on(10), lastDeploymentAt: on(1) },
      'recent',
    ],
    ['in use', { lastLeaseEndedAt: on(1), inUse: true }, 'in-use'],
    ['booked', { lastLeaseEndedAt: on(1), isBooked: true }, 'booked'],
    ['kept', { lastLeaseEndedAt: on(1), keepUntil: on(24) }, 'kept'],
    [
      'no longer kept',
      { lastLeaseEndedAt: on(1), keepUntil: on(23) },
      undefined,
    ],
    ['nothing ever happened', { knownSince: on(1) }, undefined],
    ['new', { knownSince: on(20) }, 'recent'],
    ['nothing is known', {}, 'unknown'],
  ])('%s', (_, change, because) => {
    const proof = prove(change);
    expect(proof.because).toBe(because);
    expect(proof.idle).toBe(because === undefined);
  });
});
