import fc from 'fast-check';
import type { EntityFacts } from '../catalog/schema';
import { describeAnnotationProblem } from './annotations';
import {
  EnvironmentEntity,
  environmentOf,
  environmentSchema,
  parseEnvironment,
} from './environment';

function entity(
  annotations: Record<string, string>,
  change: Partial<EnvironmentEntity> = {},
): EnvironmentEntity {
  return {
    kind: 'Resource',
    metadata: {
      name: 'Staging-EU',
      namespace: 'shop',
      title: 'Staging EU',
      annotations: Object.fromEntries(
        Object.entries(annotations).map(([name, value]) => [
          `release-desk.dev/${name}`,
          value,
        ]),
      ),
    },
    spec: { type: 'environment', owner: 'quality', system: 'default/webshop' },
    ...change,
  };
}

const described = {
  tier: 'Staging',
  lifecycle: 'long-lived',
  region: 'eu-west-1',
  zone: 'eu-west-1a',
  'next-environment': 'production-eu',
  'cost-per-day': 'EUR 41.50',
  'network-zone': 'staging-apps, staging-data, staging-apps',
  'deploy-identities': 'ci-staging',
  'data-set': 'subset',
  'data-source': 'resource:default/production-eu',
  'data-classification': 'internal',
  'data-refreshed-at': '2026-11-16',
  'data-approved-by': 'user:default/hana',
};

describe('parseEnvironment', () => {
  it('reads every annotation', () => {
    const reading = parseEnvironment(entity(described));
    expect(reading).toEqual({
      problems: [],
      environment: {
        ref: 'resource:shop/staging-eu',
        name: 'Staging-EU',
        title: 'Staging EU',
        catalogOwner: 'group:shop/quality',
        system: 'system:default/webshop',
        tier: 'staging',
        lifecycle: 'long-lived',
        region: 'eu-west-1',
        zone: 'eu-west-1a',
        nextEnvironment: 'resource:shop/production-eu',
        costPerDay: { currency: 'EUR', amount: 41.5 },
        networkZones: ['staging-apps', 'staging-data'],
        deployIdentities: ['ci-staging'],
        dataSet: {
          method: 'subset',
          source: 'resource:default/production-eu',
          classification: 'internal',
          refreshedAt: '2026-11-16T00:00:00.000Z',
          approvedBy: 'user:default/hana',
        },
      },
    });
    expect(environmentSchema.parse(reading?.environment)).toEqual(
      reading?.environment,
    );
  });

  it('knows nothing of an environment that says nothing, and that is no problem', () => {
    expect(parseEnvironment(entity({}))).toEqual({
      problems: [],
      environment: {
        ref: 'resource:shop/staging-eu',
        name: 'Staging-EU',
        title: 'Staging EU',
        catalogOwner: 'group:shop/quality',
        system: 'system:default/webshop',
        networkZones: [],
      },
    });
  });

  it.each([
    ['tier', 'prod', 'one of development, test, staging, production'],
    ['lifecycle', 'forever', 'one of ephemeral, shared, long-lived'],
    ['next-environment', 'a:b:c', 'an entity ref'],
    ['next-environment', 'staging-eu', 'another environment than itself'],
    ['cost-per-day', '12 €', 'a currency and an amount'],
    ['cost-per-day', 'EUR -3', 'a currency and an amount'],
    ['network-zone', ' , ', 'one or more names'],
    ['data-set', 'anonymised', 'one of synthetic, masked, subset, raw'],
    ['data-set', 'constructor', 'one of synthetic, masked, subset, raw'],
    ['data-classification', 'secret', 'one of public, internal'],
    ['data-refreshed-at', '16.11.2026', 'an ISO 8601 instant'],
    ['data-refreshed-at', '2026-11-31', 'an ISO 8601 instant'],
    ['region', '', 'a value'],
    ['region', 'x'.repeat(201), 'at most 200 characters'],
  ])('names what is wrong with %s: "%s"', (name, value, expected) => {
    const reading = parseEnvironment(entity({ ...described, [name]: value }))!;
    expect(reading.problems).toEqual([
      {
        annotation: `release-desk.dev/${name}`,
        value,
        expected: expect.stringContaining(expected),
      },
    ]);
    expect(describeAnnotationProblem(reading.problems[0]).length).toBeLessThan(
      250,
    );
    // The other lines are read all the same.
    expect(reading.environment.zone).toBe('eu-west-1a');
    expect(environmentSchema.safeParse(reading.environment).success).toBe(true);
  });

  it('asks how the data was made when anything else is said of it', () => {
    expect(
      parseEnvironment(entity({ 'data-source': 'orders-db' }))?.problems,
    ).toEqual([
      expect.objectContaining({ annotation: 'release-desk.dev/data-set' }),
    ]);
  });

  it('takes the data of production for raw', () => {
    expect(
      parseEnvironment(entity({ 'data-set': 'production' }))?.environment
        .dataSet,
    ).toEqual({ method: 'raw' });
  });

  it('reads a custom kind, and nothing that is not an environment', () => {
    const kinds = [{ kind: 'Environment' }];
    const custom = entity(described, { kind: 'Environment', spec: {} });
    expect(parseEnvironment(custom)).toBeUndefined();
    expect(parseEnvironment(custom, { kinds })?.environment).toMatchObject({
      ref: 'environment:shop/staging-eu',
      nextEnvironment: 'environment:shop/production-eu',
    });
    expect(parseEnvironment(entity({}), { kinds })).toBeUndefined();
    expect(
      parseEnvironment(entity({}, { spec: { type: 'database' } })),
    ).toBeUndefined();
  });

  it('reads the same from the facts of the catalog view', () => {
    const source = entity({ ...described, tier: 'nowhere' });
    const facts: EntityFacts = {
      ref: 'resource:shop/staging-eu',
      kind: 'resource',
      type: 'environment',
      name: 'Staging-EU',
      title: 'Staging EU',
      tags: [],
      owner: 'group:shop/quality',
      owners: ['group:shop/quality'],
      system: 'system:default/webshop',
      domains: [],
      annotations: source.metadata.annotations!,
    };
    expect(environmentOf(facts)).toEqual(parseEnvironment(source));
    expect(environmentOf({ ...facts, type: 'database' })).toBeUndefined();
  });

  it('never throws, and answers what its own schema accepts', () => {
    fc.assert(
      fc.property(
        fc.dictionary(
          fc.constantFrom(...Object.keys(described)),
          fc.oneof(
            fc.string(),
            fc.constantFrom('raw', 'EUR 3', '2026-11-16T00:00:00+14:00'),
          ),
        ),
        annotations => {
          const { environment } = parseEnvironment(entity(annotations))!;
          expect(environmentSchema.safeParse(environment).error).toBe(
            undefined,
          );
        },
      ),
    );
  });
});
