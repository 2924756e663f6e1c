import { TestDatabases } from '@backstage/backend-test-utils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Entity } from '@backstage/catalog-model';
import { Knex } from 'knex';
import {
  stitch,
  testEntity,
} from '../../catalog/__testUtils__/catalogTestData';
import {
  environmentParams as params,
  policy,
  untilEnvironments,
} from '../board/__testUtils__/boardTests';
import {
  company,
  INGRID,
  MIRA,
  STAGING,
  startEnvironments,
} from '../__testUtils__/startEnvironments';
import { presentFinding } from './presentFinding';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const QA = 'resource:default/qa';
const PRODUCTION = 'resource:default/production';
const DATABASE = 'resource:default/payments-db';
const API = 'component:default/checkout-api';
const WEB = 'component:default/web';

const environment = (
  ref: string,
  annotations: Record<string, string>,
  relations = {},
) =>
  testEntity(ref, {
    spec: { type: 'environment', owner: 'quality' },
    annotations: Object.fromEntries(
      Object.entries(annotations).map(([name, value]) => [
        `release-desk.dev/${name}`,
        value,
      ]),
    ),
    relations,
  });

function entities(): Entity[] {
  return stitch([
    ...company.filter(({ kind }) => kind === 'Group'),
    environment(QA, {
      tier: 'test',
      'network-zone': 'qa-apps',
      'data-set': 'raw',
      'data-source': 'payments-db',
      'data-refreshed-at': '2026-10-13',
      'deploy-identities': 'ci-qa',
      'cost-per-day': 'lots',
    }),
    environment(STAGING, { tier: 'staging', 'network-zone': 'staging-apps' }),
    environment(PRODUCTION, {
      tier: 'production',
      'network-zone': 'prod-apps',
      'data-set': 'raw',
    }),
    testEntity(DATABASE, {
      spec: { type: 'database' },
      annotations: { 'release-desk.dev/network-zone': 'prod-data' },
    }),
    testEntity('api:default/payments', {}),
    // It runs in production by the catalog, where it lives in the zone.
    testEntity('component:default/payments', {
      annotations: { 'release-desk.dev/network-zone': 'prod-data' },
      relations: {
        providesApi: ['api:default/payments'],
        dependsOn: [PRODUCTION],
      },
    }),
    // In production and nowhere else, by the catalog.
    testEntity('resource:default/archive', {
      relations: { dependsOn: [PRODUCTION] },
    }),
    // In each its own: who relies on it crosses nothing.
    testEntity('resource:default/cache', {
      relations: { dependsOn: [PRODUCTION, STAGING, QA] },
    }),
    testEntity(API, {
      relations: { dependsOn: [DATABASE, 'resource:default/cache'] },
    }),
    testEntity('component:default/report', {
      relations: { dependsOn: ['resource:default/archive', STAGING] },
    }),
    testEntity(WEB, { relations: { consumesApi: ['api:default/payments'] } }),
  ]);
}

const config = {
  releases: {
    environments: {
      allowedFlows: [{ from: 'prod-apps', to: 'prod-data' }],
    },
  },
};

describe.each(databases.eachSupportedId())('findings, %p', databaseId => {
  let knex: Knex;
  let ingrid: ReleasesClient;
  let mira: ReleasesClient;

  async function start() {
    knex = await databases.init(databaseId);
    const { clientOf } = await startEnvironments({
      knex,
      config,
      entities: entities(),
      permissions: policy(),
    });
    [ingrid, mira] = [INGRID, MIRA].map(clientOf);
  }
  const deploy = (
    componentRef: string,
    environmentRef: string,
    actor: string,
  ) =>
    ingrid.reportDeployment({
      body: { componentRef, environmentRef, actor, version: '1.0.0' },
    });

  it('are of data, access and network, with what shows them', async () => {
    await start();
    await deploy(API, STAGING, 'ci');
    await deploy(API, PRODUCTION, 'ci');
    await deploy(WEB, STAGING, 'ci-staging');
    await deploy(API, QA, 'ci-other');
    await untilEnvironments(mira, 3);
    const { items, totalItems } = await mira.listFindings({ query: {} });
    expect(
      items.map(({ kind, environmentRef, entityRefs }) => [
        environmentRef,
        kind,
        ...entityRefs,
      ]),
    ).toEqual([
      [QA, 'raw-data'],
      [QA, 'forbidden-flow', API, DATABASE],
      [QA, 'undeclared-identity'],
      [STAGING, 'forbidden-flow', API, DATABASE],
      [
        STAGING,
        'forbidden-flow',
        'component:default/report',
        'resource:default/archive',
      ],
      [STAGING, 'forbidden-flow', WEB, 'component:default/payments'],
      [STAGING, 'identity-in-tiers', PRODUCTION],
      [PRODUCTION, 'identity-in-tiers', STAGING],
    ]);
    expect(totalItems).toBe(8);
    const [raw] = items;
    expect(raw).toMatchObject({
      severity: 'negative',
      since: '2026-10-13T00:00:00.000Z',
      evidence: [{ observed: 'raw from payments-db', tier: 'test' }],
    });
    const flow = items.find(({ entityRefs }) => entityRefs.includes(WEB));
    expect(flow?.evidence).toEqual([
      {
        subject: WEB,
        observed: 'staging-apps to prod-data over consumesApi, providesApi',
        expected: 'an allowed flow',
        tier: 'staging',
      },
    ]);

    const page = await mira.listFindings({
      query: { kind: ['forbidden-flow'], limit: 2 },
    });
    expect(page.totalItems).toBe(4);
    const rest = await mira.listFindings({
      query: {
        kind: ['forbidden-flow'],
        limit: 2,
        cursor: page.pageInfo.nextCursor,
      },
    });
    expect([...page.items, ...rest.items]).toEqual(
      items.filter(({ kind }) => kind === 'forbidden-flow'),
    );

    const row = await mira.getEnvironment({ params: params('qa') });
    expect(row.findings).toEqual(
      items.filter(({ environmentRef }) => environmentRef === QA),
    );
    expect(row.problems).toEqual([
      {
        annotation: 'release-desk.dev/cost-per-day',
        value: 'lots',
        expected: 'a currency and an amount, such as EUR 12.50',
      },
    ]);
    const withFindings = await mira.listEnvironments({
      query: { only: ['findings'] },
    });
    expect(withFindings.totalItems).toBe(3);
  });
});

describe('presentFinding', () => {
  const finding = {
    key: `forbidden-flow ${STAGING} ${API} ${DATABASE}`,
    kind: 'forbidden-flow' as const,
    severity: 'warning' as const,
    environmentRef: STAGING,
    entityRefs: [API, DATABASE],
    text: `${API} in staging depends on ${DATABASE}, which lives in prod-data.`,
    evidence: [{ subject: API, observed: 'staging-apps to prod-data' }],
  };

  it('leaves it as it is for who may see all of it', () => {
    expect(presentFinding(finding, new Set([API, DATABASE]))).toBe(finding);
  });

  it('names nothing that the reader may not see, anywhere', () => {
    for (const visible of [[API], [DATABASE], []]) {
      const shown = presentFinding(finding, new Set(visible));
      for (const ref of [API, DATABASE].filter(one => !visible.includes(one)))
        expect(JSON.stringify(shown)).not.toContain(ref);
      expect(shown.entityRefs).toEqual(visible);
      expect(shown.evidence).toHaveLength(1);
    }
  });

  it('keeps quiet of what was seen in other environments', () => {
    const shown = presentFinding(
      {
        ...finding,
        key: `identity-in-tiers ${STAGING} ci`,
        kind: 'identity-in-tiers',
        entityRefs: [PRODUCTION],
        text: 'ci deployed into staging and production.',
        evidence: [
          { subject: STAGING, observed: 'deployed once' },
          { subject: PRODUCTION, observed: 'deployed 2 times' },
        ],
      },
      new Set([STAGING]),
    );
    expect(shown).toMatchObject({
      key: `identity-in-tiers ${STAGING} ci`,
      entityRefs: [],
      evidence: [{ subject: STAGING }],
    });
  });
});
