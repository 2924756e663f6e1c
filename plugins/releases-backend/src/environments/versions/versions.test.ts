import { TestDatabases } from '@backstage/backend-test-utils';
import {
  DeploymentInput,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { hence } from '../__testUtils__/inputs';
import { CHECKOUT } from '../__testUtils__/startEnvironments';
import {
  API,
  DEV,
  EVE,
  GUEST,
  PREVIEW,
  PRODUCTION,
  SECRET,
  STAGING,
  startShop,
  VAULT,
  WEB,
} from './__testUtils__/startShop';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const DIGEST = `sha256:${'9f2c'.repeat(16)}`;
const OTHER_DIGEST = `sha256:${'41ab'.repeat(16)}`;

function ago(hours: number): string {
  return new Date(Date.now() - hours * 3_600_000).toISOString();
}

describe.each(databases.eachSupportedId())('deployments, %p', databaseId => {
  let knex: Knex;
  let mira: ReleasesClient;
  let eve: ReleasesClient;
  let guest: ReleasesClient;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    const { clientOf } = await startShop({ knex });
    [mira, eve, guest] = ['user:default/mira', EVE, GUEST].map(clientOf);
  });

  const report = (
    changes: Partial<DeploymentInput> & { environmentRef: string },
    client = mira,
  ) =>
    client.reportDeployment({
      body: { componentRef: API, version: '1.0.0', ...changes },
    });
  const count = async () =>
    Number((await knex('environments_deployments').count({ n: '*' }))[0].n);

  it('make the matrix: what runs where, how far ahead and since when', async () => {
    await report({ environmentRef: PRODUCTION, at: ago(200), digest: DIGEST });
    await report({
      environmentRef: STAGING,
      at: ago(210),
      digest: OTHER_DIGEST,
    });
    const since = ago(20);
    await report({ environmentRef: DEV, version: '1.1.0', at: since });
    await report({ environmentRef: DEV, version: '1.2.0', at: ago(2) });
    await report({
      environmentRef: STAGING,
      version: '1.1.0',
      at: ago(1),
      result: 'failed',
      run: '8841',
      actor: 'ci',
    });
    await report({ environmentRef: PREVIEW, version: '1.3.0' });
    await report({ environmentRef: DEV, componentRef: WEB, version: '9.0' });
    await report({ environmentRef: VAULT, componentRef: SECRET });

    const { items, environments, totalItems } = await mira.getVersionMatrix({});
    expect(environments).toEqual([DEV, STAGING, VAULT, PRODUCTION]);
    expect(totalItems).toBe(3);
    expect(items.map(row => row.componentRef)).toEqual([API, WEB, SECRET]);
    const [api, web] = items;
    expect(api).toMatchObject({
      system: 'system:default/shop',
      domain: 'domain:default/commerce',
      ahead: { against: PRODUCTION, steps: 2, since },
      cells: [
        {
          environmentRef: DEV,
          state: 'runs',
          current: { version: '1.2.0' },
          drift: { against: PRODUCTION, steps: 2, since },
        },
        {
          environmentRef: STAGING,
          current: { version: '1.0.0' },
          latest: { version: '1.1.0', run: '8841', actor: 'ci' },
          lastFailed: true,
          brokenPromotion: true,
          drift: { steps: 0 },
        },
        { environmentRef: VAULT, state: 'not-deployed' },
        { environmentRef: PRODUCTION, brokenPromotion: true },
      ],
      brokenPromotions: [
        {
          version: '1.0.0',
          digests: [
            { digest: OTHER_DIGEST, places: [{ environmentRef: STAGING }] },
            { digest: DIGEST, places: [{ environmentRef: PRODUCTION }] },
          ],
        },
      ],
    });
    expect(web.cells.map(cell => cell.state)).toEqual([
      'runs',
      'not-reported',
      'not-deployed',
      'not-reported',
    ]);

    // Fewer columns are compared with the same production as all are.
    const dev = await mira.getVersionMatrix({
      query: { environmentRef: [DEV], componentRef: [API] },
    });
    expect(dev.environments).toEqual([DEV]);
    expect(dev.items).toMatchObject([
      { cells: [{ drift: { steps: 2 } }], ahead: { steps: 2 } },
    ]);
    const preview = await mira.getVersionMatrix({
      query: { environmentRef: [PREVIEW] },
    });
    expect(preview.items).toMatchObject([
      { componentRef: API, cells: [{ current: { version: '1.3.0' } }] },
    ]);
    for (const query of [{ q: 'PAGES' }, { q: 'out-w' }])
      expect((await mira.getVersionMatrix({ query })).items).toMatchObject([
        { componentRef: WEB, title: 'Checkout pages' },
      ]);
    expect(
      (
        await mira.getVersionMatrix({
          query: { system: ['system:default/payments'] },
        })
      ).items,
    ).toMatchObject([{ componentRef: SECRET }]);
  });

  it('are shown page by page, of what the caller may see', async () => {
    for (const componentRef of [API, SECRET, WEB])
      await report({ componentRef, environmentRef: DEV, at: ago(1) });
    await report({ environmentRef: VAULT, at: ago(2) });

    const first = await mira.getVersionMatrix({ query: { limit: 2 } });
    const { nextCursor: cursor } = first.pageInfo;
    const second = await mira.getVersionMatrix({ query: { limit: 2, cursor } });
    expect(
      [...first.items, ...second.items].map(row => row.componentRef),
    ).toEqual([API, WEB, SECRET].sort());
    expect(second.pageInfo.nextCursor).toBeUndefined();

    const seen = await eve.getVersionMatrix({ query: { limit: 2 } });
    expect(seen.items.map(row => row.componentRef)).toEqual([API, WEB]);
    expect(seen.environments).toEqual([DEV]);
    expect(JSON.stringify(seen)).not.toMatch(/secret|vault|payments/);
    const all = await eve.getVersionMatrix({});
    expect(all.totalItems).toBeUndefined();

    const listed = await eve.listDeployments({ query: { limit: 2 } });
    expect(listed.items.map(item => item.componentRef).sort()).toEqual([
      API,
      WEB,
    ]);
    const pages = [];
    let next: string | undefined;
    do {
      const page = await mira.listDeployments({
        query: { limit: 1, cursor: next },
      });
      pages.push(...page.items.map(item => item.id));
      next = page.pageInfo.nextCursor;
    } while (next);
    expect(new Set(pages).size).toBe(4);
    const some = await mira.listDeployments({
      query: {
        environmentRef: [VAULT],
        componentRef: [API],
        version: '1.0.0',
        result: ['succeeded'],
        from: ago(3),
        to: ago(1.5),
      },
    });
    expect(some.items).toHaveLength(1);
    for (const call of [
      guest.getVersionMatrix({}),
      guest.listDeployments({}),
      report({ environmentRef: DEV }, guest),
    ])
      await expect(call).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      mira.getVersionMatrix({ query: { cursor: 'abc' } }),
    ).rejects.toMatchObject({ statusCode: 400 });
  });

  it.each<[string, Partial<DeploymentInput>, string]>([
    [
      'an unknown component',
      { componentRef: 'component:default/x' },
      'unknown',
    ],
    ['a hidden component', { componentRef: SECRET }, 'unknown'],
    ['an environment as one', { componentRef: STAGING }, 'componentRef'],
    ['an unknown place', { environmentRef: 'resource:default/x' }, 'unknown'],
    ['a hidden place', { environmentRef: VAULT }, 'unknown'],
    ['a component as place', { environmentRef: WEB }, 'environmentRef'],
    ['an instant to come', { at: hence(1) }, 'at: expected'],
    ['a digest that is none', { digest: 'sha256:xyz' }, 'digest'],
  ])('refuse %s, and write nothing', async (_, changes, message) => {
    await expect(
      report({ environmentRef: DEV, ...changes }, eve),
    ).rejects.toMatchObject({
      statusCode: 400,
      body: { error: { message: expect.stringContaining(message) } },
    });
    expect(await count()).toBe(0);
    expect(await knex('environments_version_cells')).toEqual([]);
    expect(await knex('environments_deployed')).toEqual([]);
  });

  it('are told from one that was sent before, by run or by instant', async () => {
    const run = { environmentRef: DEV, run: 'https://ci/8841' };
    const first = await report(run);
    expect(await report(run)).toEqual(first);
    await report({ ...run, result: 'failed' });
    const at = ago(1);
    const told = await report({ environmentRef: DEV, at });
    expect((await report({ environmentRef: DEV, at })).id).toBe(told.id);
    // Nothing tells these two apart, nor that they are one.
    for (const environmentRef of [STAGING, STAGING])
      await report({ environmentRef });
    expect(await count()).toBe(5);
    const together = await Promise.all(
      Array.from({ length: 8 }, () =>
        report({ environmentRef: PRODUCTION, run: '1', actor: 'ci' }),
      ),
    );
    expect(new Set(together.map(({ id }) => id)).size).toBe(1);
    expect(await count()).toBe(6);
    expect(await knex('environments_identity_uses')).toMatchObject([
      { identity: 'ci', uses: 1 },
    ]);
  });

  it('are refused with a token that is dead, and taken with one that lives', async () => {
    await mira.createBooking({
      body: {
        environments: [STAGING],
        purpose: 'Load test',
        usage: 'deploy',
        onBehalfOf: CHECKOUT,
        start: hence(0),
        setupMinutes: 5,
        end: hence(1),
      },
    });
    const acquired = await mira.acquireLease({
      body: { environmentRef: STAGING, holder: { kind: 'run', id: '4812' } },
    });
    const { id, token } = acquired.lease!;
    const held = { environmentRef: STAGING, leaseToken: token };
    const kept = await report({ ...held, run: '4812' });
    expect(kept).not.toHaveProperty('leaseToken');
    await mira.releaseLease({ params: { id }, body: { token } });
    await expect(report(held)).rejects.toMatchObject({
      statusCode: 409,
      body: {
        error: {
          code: 'released',
          message: expect.stringContaining(`token ${token} is dead`),
        },
      },
    });
    await expect(
      report({ ...held, leaseToken: token + 1 }),
    ).rejects.toMatchObject({ statusCode: 409 });
    expect(await count()).toBe(1);
    // What was taken while it was alive is answered as before.
    expect((await report({ ...held, run: '4812' })).id).toBe(kept.id);
  });
});
