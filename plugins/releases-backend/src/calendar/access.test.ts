import { PermissionsService } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  HIDDEN_ENTITY_REF,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { startReleases } from '../__testUtils__/startReleases';
import {
  CHECKOUT,
  company,
  GATEWAY,
  PAYMENTS,
  PLATFORM,
  PROD,
} from './__testUtils__/company';
import { freezeInput, hence, releaseInput } from './__testUtils__/inputs';
import { rowCounts } from './__testUtils__/rowCounts';

jest.setTimeout(120_000);

const ADA = 'user:default/ada';
const PLAT = 'user:default/plat';
const EVE = 'user:default/eve';
const GUEST = 'user:default/guest';

/**
 * Ada may everything. Plat may read and change what the platform team owns, or
 * what touches what it owns, and approve nothing. Eve may not see the catalog.
 * Guest may nothing.
 */
function decide(
  user: string,
  permission: string,
  type?: string,
): PolicyDecision {
  const is = (decided: boolean) => ({
    result: decided ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
  });
  if (user === GUEST) return is(!permission.startsWith('releases.'));
  if (user === EVE) return is(!permission.startsWith('catalog.'));
  if (user === PLAT && permission === 'releases.override.approve')
    return is(false);
  if (
    user === PLAT &&
    permission.endsWith('.read') &&
    type?.startsWith('releases-')
  ) {
    const rule = (name: string) => ({
      rule: name,
      resourceType: type,
      params: { claims: [PLATFORM] },
    });
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'releases',
      resourceType: type,
      conditions: { anyOf: [rule('IS_OWNER'), rule('HAS_ENTITY_OWNED_BY')] },
    };
  }
  if (user === PLAT && /(update|delete)$/.test(permission) && type)
    return {
      result: AuthorizeResult.CONDITIONAL,
      pluginId: 'releases',
      resourceType: type,
      conditions: {
        rule: 'IS_OWNER',
        resourceType: type,
        params: { claims: [PLATFORM] },
      },
    };
  return is(true);
}

const permissions = {
  async authorize(requests, options) {
    return this.authorizeConditional(requests as never, options) as never;
  },
  async authorizeConditional(requests, options) {
    const { principal } = options!.credentials as unknown as {
      principal: { userEntityRef?: string };
    };
    return requests.map(({ permission }) =>
      decide(
        principal.userEntityRef ?? ADA,
        permission.name,
        'resourceType' in permission ? permission.resourceType : undefined,
      ),
    );
  },
} as PermissionsService;

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('access, %p', databaseId => {
  let knex: Knex;
  let ada: ReleasesClient;
  let plat: ReleasesClient;
  let eve: ReleasesClient;
  let guest: ReleasesClient;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    const { clientOf } = await startReleases({
      knex,
      entities: company,
      permissions,
    });
    [ada, plat, eve, guest] = [ADA, PLAT, EVE, GUEST].map(clientOf);
  });

  it('refuses who may nothing', async () => {
    const window = await ada.createWindow({ body: freezeInput() });
    const before = await rowCounts(knex);
    for (const call of [
      () => guest.listWindows({}),
      () => guest.getWindow({ params: window }),
      () => guest.createWindow({ body: freezeInput() }),
      () => guest.updateWindow({ params: window, revision: 1, body: {} }),
      () => guest.listReleases({}),
      () => guest.listEvents({}),
      () => guest.listOverrides({}),
      () => guest.getWindowState({}),
      () => guest.previewWindow({ body: { kind: 'freeze' } }),
    ])
      await expect(call()).rejects.toMatchObject({ statusCode: 403 });
    expect(await rowCounts(knex)).toEqual(before);
  });

  it('shows what one may read, and counts what one may not', async () => {
    const hidden = await ada.createWindow({
      body: freezeInput({ selector: { ref: [CHECKOUT] } }),
    });
    const touching = await ada.createWindow({
      body: freezeInput({ selector: { kind: ['component'] } }),
    });
    const owned = await ada.createWindow({
      body: freezeInput({ owner: PLATFORM, selector: { ref: [CHECKOUT] } }),
    });
    const listed = await plat.listWindows({});
    expect(listed.items.map(item => item.id).sort()).toEqual(
      [touching.id, owned.id].sort(),
    );
    expect(listed.totalItems).toBe(2);

    // Not there for whom it is hidden from; refused where it may be read.
    await expect(plat.getWindow({ params: hidden })).rejects.toMatchObject({
      statusCode: 404,
    });
    await expect(
      plat.updateWindow({ params: hidden, revision: 1, body: {} }),
    ).rejects.toMatchObject({ statusCode: 404 });
    await expect(
      plat.updateWindow({ params: touching, revision: 1, body: {} }),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      plat.deleteWindow({ params: touching, revision: 1 }),
    ).rejects.toMatchObject({ statusCode: 403 });
    const changed = await plat.updateWindow({
      params: owned,
      revision: 1,
      body: { title: 'Ours' },
    });
    expect(changed.revision).toBe(2);

    await plat.deleteWindow({ params: owned, revision: 2 });
    const { state, because } = await plat.getWindowState({
      query: { entityRef: CHECKOUT, environmentRef: PROD },
    });
    expect(state).toBe('closed');
    const masked = because.find(item => item.windowId === hidden.id);
    expect(masked).toMatchObject({ effect: 'closes' });
    expect(masked?.title).toBe('A window that you may not read');
    // Its place on the timeline is no use to whom it is not shown.
    expect(masked?.itemId).toBeUndefined();
    expect(masked).not.toHaveProperty('reason');
    expect(masked).not.toHaveProperty('owner');
    expect(masked).not.toHaveProperty('scope');
    expect(because.find(item => item.windowId === touching.id)?.title).toBe(
      'Quarter end',
    );
  });

  it('lets only an approver approve, and hides overrides of hidden freezes', async () => {
    const window = await ada.createWindow({
      body: freezeInput({ selector: { kind: ['component'] } }),
    });
    const hidden = await ada.createWindow({
      body: freezeInput({ selector: { ref: [CHECKOUT] } }),
    });
    const ask = (windowId: string) =>
      ada.requestOverride({
        body: {
          windowId,
          scope: {},
          reason: 'The shop is down for all',
          expiresAt: hence(2),
        },
      });
    const override = await ask(window.id);
    const other = await ask(hidden.id);
    await expect(
      plat.approveOverride({ params: override, revision: 1, body: {} }),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      plat.revokeOverride({ params: override, revision: 1, body: {} }),
    ).rejects.toMatchObject({ statusCode: 403 });
    await expect(
      plat.approveOverride({ params: other, revision: 1, body: {} }),
    ).rejects.toMatchObject({ statusCode: 404 });
    expect((await plat.listOverrides({})).totalItems).toBe(1);
    // Whoever asked may take it back.
    const withdrawn = await ada.revokeOverride({
      params: override,
      revision: 1,
      body: {},
    });
    expect(withdrawn.status).toBe('revoked');
  });

  it('names no entity that the caller may not read, and keeps it in place', async () => {
    const window = await ada.createWindow({
      body: freezeInput({ selector: { ref: [CHECKOUT, GATEWAY] } }),
    });
    const release = await ada.createRelease({ body: releaseInput() });

    const shown = await eve.getWindow({ params: window });
    expect(shown).toMatchObject({
      owner: HIDDEN_ENTITY_REF,
      selector: { ref: [HIDDEN_ENTITY_REF] },
    });
    expect(await eve.getRelease({ params: release })).toMatchObject({
      owner: HIDDEN_ENTITY_REF,
      entities: [],
      environments: [],
    });
    await expect(
      eve.getWindowState({ query: { entityRef: CHECKOUT } }),
    ).rejects.toMatchObject({ statusCode: 400 });
    for (const body of [
      freezeInput(),
      freezeInput({ selector: { ref: [HIDDEN_ENTITY_REF] } }),
      freezeInput({ owner: HIDDEN_ENTITY_REF, selector: {} }),
    ])
      await expect(eve.createWindow({ body })).rejects.toMatchObject({
        statusCode: 400,
      });
    await ada.createWindow({ body: freezeInput({ selector: {} }) });
    const { because } = await eve.getWindowState({ query: {} });
    expect(because.map(({ owner }) => owner)).toEqual([HIDDEN_ENTITY_REF]);
    const preview = await eve.previewWindow({
      body: { kind: 'freeze', selector: { kind: ['component'] } },
    });
    expect(preview.entities).toMatchObject({ total: 0, items: [], hidden: 2 });

    // Sent back as it came.
    await eve.updateWindow({
      params: window,
      revision: 1,
      body: {
        title: 'Renamed',
        owner: shown.owner,
        selector: shown.selector,
      },
    });
    expect(await ada.getWindow({ params: window })).toMatchObject({
      title: 'Renamed',
      owner: PAYMENTS,
      selector: { ref: [CHECKOUT, GATEWAY] },
    });
    await eve.updateRelease({
      params: release,
      revision: 1,
      body: { owner: HIDDEN_ENTITY_REF, environments: [] },
    });
    expect(await ada.getRelease({ params: release })).toMatchObject({
      owner: PAYMENTS,
      environments: [PROD],
    });
  });
});
