import { TestDatabases } from '@backstage/backend-test-utils';
import {
  FactInput,
  HIDDEN_ENTITY_REF,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { hence } from '../__testUtils__/inputs';
import { CHECKOUT, QUALITY } from '../__testUtils__/startEnvironments';
import {
  API,
  DEV,
  EVE,
  GUEST,
  PRODUCTION,
  SECRET,
  STAGING,
  startShop,
  VAULT,
} from '../versions/__testUtils__/startShop';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const edge = { from: STAGING, to: PRODUCTION };

function ago(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

describe.each(databases.eachSupportedId())('promotions, %p', databaseId => {
  let knex: Knex;
  let mira: ReleasesClient;
  let ingrid: ReleasesClient;
  let eve: ReleasesClient;
  let guest: ReleasesClient;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    const { clientOf } = await startShop({ knex });
    [mira, ingrid, eve, guest] = [
      'user:default/mira',
      'user:default/ingrid',
      EVE,
      GUEST,
    ].map(clientOf);
  });

  const fact = (changes: Partial<FactInput> = {}): FactInput => ({
    entityRef: API,
    version: '1.0.0',
    name: 'tests.coverage',
    value: 86.4,
    source: 'CI',
    ...changes,
  });
  const report = (facts: FactInput[], client = mira) =>
    client.reportFacts({ body: { facts } });
  const create = (criteria: object, client = ingrid) =>
    client.createPromotionPolicy({
      body: { ...edge, criteria: criteria as never },
    });
  const deploy = (
    environmentRef: string,
    version: string,
    at: string,
    result: 'succeeded' | 'failed' = 'succeeded',
  ) =>
    mira.reportDeployment({
      body: { componentRef: API, environmentRef, version, at, result },
    });
  const ask = (version?: string, client = mira) =>
    client.evaluatePromotion({ body: { entityRef: API, ...edge, version } });
  const audited = async () =>
    (await knex('audit_entries').orderBy('seq')).map(row => row.action);

  it('are answered criterion by criterion, with what would make each pass', async () => {
    const policy = await create({
      all: [
        { successRate: 95, within: '14d', id: 'runs' },
        { soak: '24h', id: 'soak' },
        { fact: 'loadtest', op: 'exists', maxAge: '14d' },
        { fact: 'tests.coverage', op: '>=', value: 80 },
        { fact: 'security.critical', op: '==', value: 0, maxAge: '1d' },
        { notOlderThan: '14d' },
        { approvals: 1, groups: [QUALITY] },
      ],
    });
    await deploy(STAGING, '0.9.0', ago(200));
    await deploy(STAGING, '1.0.0', ago(30), 'failed');
    await deploy(STAGING, '1.0.0', ago(18));
    // Again the same: nothing else came in between.
    await deploy(STAGING, '1.0.0', ago(2));
    await report([
      fact({ value: 79, at: ago(40) }),
      fact({ at: ago(2) }),
      fact({ name: 'security.critical', value: 0, at: ago(48) }),
      fact({ name: 'loadtest', value: true, version: '0.9.0', at: ago(100) }),
    ]);
    const { version, policyId, answer } = await ask();
    expect({ version, policyId }).toEqual({
      version: '1.0.0',
      policyId: policy.id,
    });
    expect(answer).toMatchObject({ verdict: 'failed', passing: 2, total: 7 });
    expect(answer.criteria).toMatchObject([
      {
        key: 'runs',
        verdict: 'failed',
        sample: { succeeded: 3, total: 4 },
        cure: { kind: 'run', count: 16 },
      },
      { key: 'soak', verdict: 'not-yet', cure: { kind: 'wait' } },
      {
        verdict: 'missing',
        earlier: { version: '0.9.0' },
        toPass: expect.stringContaining('Report loadtest'),
      },
      { verdict: 'passed', value: 86.4, source: 'CI' },
      { verdict: 'stale', value: 0 },
      { verdict: 'passed' },
      { verdict: 'failed', cure: { kind: 'approve', count: 1 } },
    ]);
    expect(
      Date.parse(answer.criteria[1].cure.until!) - Date.now(),
    ).toBeLessThan(6.1 * 3_600_000);

    await report([fact({ name: 'approval', value: true })], ingrid);
    await report([fact({ name: 'approval', value: true })], mira);
    const approved = (await ask()).answer.criteria[6];
    expect(approved).toMatchObject({ verdict: 'passed', value: 1 });
    await report([fact({ name: 'approval', value: false })], ingrid);
    expect((await ask()).answer.criteria[6].verdict).toBe('failed');
    expect(await audited()).toEqual([
      'promotion-policy.create',
      'fact.approve',
      'fact.approve',
      'fact.withdraw',
    ]);

    // Its group's name is not for everybody.
    const shown = await ask(undefined, eve);
    expect(JSON.stringify(shown)).not.toContain(QUALITY);
    expect(shown.answer.criteria[6].toPass).toBe(
      '1 more person of a group that you may not see to approve it.',
    );
    expect((await ask('0.9.0')).answer.criteria[1].verdict).toBe('missing');
  });

  it('stand in no way where nobody asks for anything, and need to be of something', async () => {
    await expect(ask()).rejects.toMatchObject({
      statusCode: 400,
      body: { error: { message: expect.stringContaining('version:') } },
    });
    expect(await ask('1.0.0')).toMatchObject({
      version: '1.0.0',
      answer: { verdict: 'passed', total: 0, tree: { verdict: 'passed' } },
    });
    for (const body of [
      { entityRef: SECRET, ...edge, version: '1' },
      { entityRef: API, from: VAULT, to: PRODUCTION, version: '1' },
      { entityRef: API, from: STAGING, to: VAULT, version: '1' },
      { entityRef: API, from: STAGING, to: STAGING, version: '1' },
    ]) {
      await expect(eve.evaluatePromotion({ body })).rejects.toMatchObject({
        statusCode: 400,
      });
      await expect(guest.evaluatePromotion({ body })).rejects.toMatchObject({
        statusCode: 403,
      });
    }
  });

  it('can be asked again of the last versions, with another threshold', async () => {
    await create({
      all: [
        { fact: 'tests.coverage', op: '>=', value: 80, maxAge: '1d', id: 'c' },
      ],
    });
    await deploy(STAGING, '1.0.0', ago(100));
    await report([fact({ value: 85, at: ago(101) })]);
    await deploy(PRODUCTION, '1.0.0', ago(90));
    await deploy(STAGING, '1.1.0', ago(80));
    await report([
      fact({ version: '1.1.0', value: 75, at: ago(79) }),
      // Too late: by then the next had taken its place.
      fact({ version: '1.1.0', value: 99, at: ago(30) }),
      fact({ version: '1.2.0', value: 82, at: ago(40) }),
    ]);
    await deploy(STAGING, '1.2.0', ago(60));
    const whatIf = (value: number | string, key = 'c') =>
      mira.askWhatIf({
        body: { entityRef: API, ...edge, changes: [{ key, value }] },
      });
    expect((await whatIf(70)).versions).toMatchObject([
      { version: '1.0.0', before: 'passed', change: 'passes' },
      { version: '1.1.0', before: 'failed', change: 'now-passes' },
      { version: '1.2.0', before: 'stale', change: 'does-not-pass' },
    ]);
    expect((await whatIf(90)).versions[0].change).toBe('no-longer-passes');
    await expect(whatIf(70, 'x')).rejects.toMatchObject({ statusCode: 400 });
    await expect(whatIf('much')).rejects.toMatchObject({
      statusCode: 400,
      body: {
        error: { message: expect.stringContaining('all.0.value: expected') },
      },
    });
    await expect(
      mira.askWhatIf({
        body: {
          entityRef: API,
          from: DEV,
          to: STAGING,
          changes: [{ key: 'c', value: 1 }],
        },
      }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  describe('policies', () => {
    const criteria = { all: [{ approvals: 2, groups: [QUALITY, CHECKOUT] }] };

    it('are said by who owns what they lead to, once, and every change is recorded', async () => {
      await expect(create(criteria, mira)).rejects.toMatchObject({
        statusCode: 403,
      });
      const policy = await create(criteria);
      expect(policy).toMatchObject({ ...edge, revision: 1, criteria });
      await expect(create({ soak: '4h' })).rejects.toMatchObject({
        statusCode: 409,
      });
      const params = { id: policy.id };
      const body = { criteria: { soak: '4h' } };
      await expect(
        mira.updatePromotionPolicy({ params, revision: 1, body }),
      ).rejects.toMatchObject({ statusCode: 403 });
      const changed = await ingrid.updatePromotionPolicy({
        params,
        revision: 1,
        body,
      });
      expect(changed).toMatchObject({ revision: 2, ...body });
      await expect(
        ingrid.updatePromotionPolicy({ params, revision: 1, body }),
      ).rejects.toMatchObject({
        statusCode: 409,
        body: { error: { current: { revision: 2 } } },
      });
      await ingrid.deletePromotionPolicy({ params, revision: 2 });
      await expect(mira.getPromotionPolicy({ params })).rejects.toMatchObject({
        statusCode: 404,
      });
      expect(await audited()).toEqual(
        ['create', 'update', 'delete'].map(verb => `promotion-policy.${verb}`),
      );
    });

    it('hide what the reader may not see, and keep it when they write it back', async () => {
      const { id } = await create(criteria);
      const hidden = await eve.getPromotionPolicy({ params: { id } });
      expect(hidden.criteria).toEqual({
        all: [{ approvals: 2, groups: [CHECKOUT, HIDDEN_ENTITY_REF] }],
      });
      await ingrid.createPromotionPolicy({
        body: { from: DEV, to: VAULT, criteria: { soak: '1h' } },
      });
      expect((await eve.listPromotionPolicies({})).items).toMatchObject([
        { id },
      ]);
      expect(
        (await mira.listPromotionPolicies({ query: { to: [VAULT] } })).items,
      ).toMatchObject([{ from: DEV }]);
      expect((await mira.listPromotionPolicies({})).totalItems).toBe(2);
    });

    it.each<[string, object, string]>([
      [
        'a value that does not fit',
        {
          all: [{ soak: '4h' }, { any: [{ fact: 'a', op: '>=', value: 'b' }] }],
        },
        'criteria.all[1].any[0].value: expected a number with >=',
      ],
      ['a node of two kinds', { not: { soak: '4h' }, all: [] }, 'criteria'],
      [
        'a duration that is none',
        { not: { soak: 'long' } },
        'criteria.not.soak: expected',
      ],
      [
        'a group that is not there',
        { approvals: 1, groups: ['group:default/x'] },
        'unknown group',
      ],
    ])('refuse %s, by its place', async (_, bad, message) => {
      await expect(create(bad)).rejects.toMatchObject({
        statusCode: 400,
        body: { error: { message: expect.stringContaining(message) } },
      });
      expect(await knex('environments_promotion_policies')).toEqual([]);
    });
  });

  describe('facts', () => {
    it('keep their history, and are known again when they name their instant', async () => {
      const at = ago(5);
      const first = await report([fact({ at }), fact({ value: 90 })]);
      expect(first.items.map(item => item.value)).toEqual([86.4, 90]);
      const again = await report([fact({ at }), fact({ at })]);
      expect(again.items.map(({ id }) => id)).toEqual([
        first.items[0].id,
        first.items[0].id,
      ]);
      const listed = await mira.listFacts({
        query: { entityRef: API, name: ['tests.coverage'], version: '1.0.0' },
      });
      expect(listed.items.map(item => item.value)).toEqual([90, 86.4]);
      const page = await mira.listFacts({
        query: { entityRef: API, limit: 1 },
      });
      expect(page.pageInfo.nextCursor).toBeDefined();
      expect(
        (await eve.listFacts({ query: { entityRef: SECRET } })).items,
      ).toEqual([]);
    });

    it.each<[string, Partial<FactInput>, string]>([
      [
        'of nothing',
        { entityRef: 'component:default/x' },
        'facts[1].entityRef',
      ],
      [
        'of what is hidden',
        { entityRef: SECRET },
        'facts[1].entityRef: unknown',
      ],
      ['to come', { at: hence(2) }, 'facts[1].at'],
      ['over before it was', { at: ago(1), expiresAt: ago(2) }, 'expiresAt'],
      ['for others', { name: 'approval', value: 'pat' }, 'facts[1].value'],
      ['of the past', { name: 'approval', value: true, at: ago(1) }, '.at'],
    ])('are all refused with one %s', async (_, changes, message) => {
      await expect(report([fact(), fact(changes)], eve)).rejects.toMatchObject({
        statusCode: 400,
        body: { error: { message: expect.stringContaining(message) } },
      });
      expect(await knex('environments_facts')).toEqual([]);
    });
  });
});
