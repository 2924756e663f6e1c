import { PermissionsService } from '@backstage/backend-plugin-api';
import { TestDatabases } from '@backstage/backend-test-utils';
import { ResponseError } from '@backstage/errors';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  EndpointInput,
  environmentsContract,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import createKnex, { Knex } from 'knex';
import { bookingInput, hence } from '../__testUtils__/inputs';
import {
  CHECKOUT,
  INGRID,
  LABS,
  LONELY,
  MIRA,
  ownersDecide,
  PAT,
  PAYMENTS,
  QUALITY,
  SERVICE,
  STAGING,
  startEnvironments,
} from '../__testUtils__/startEnvironments';

jest.setTimeout(120_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const EVE = 'user:default/eve';
const atOnce = {
  releases: { environments: { claims: { confirmation: 'none' } } },
};

type ClaimBody = EndpointInput<
  (typeof environmentsContract)['createClaim']
>['body'];

const claimInput = (changes: Partial<ClaimBody> = {}): ClaimBody => ({
  environmentRef: LONELY,
  group: CHECKOUT,
  ...changes,
});

/** Ingrid confirms claims, and only who owns one changes it. Eve sees nothing of the catalog. */
const policy: PermissionsService = {
  authorize: (requests, options) =>
    policy.authorizeConditional(requests as never, options) as never,
  async authorizeConditional(requests, options) {
    const { userEntityRef: user } = options!.credentials.principal as {
      userEntityRef: string;
    };
    const others = await ownersDecide.authorizeConditional(requests, options);
    return requests.map(({ permission }, index): PolicyDecision => {
      const is = (allowed: boolean): PolicyDecision => ({
        result: allowed ? AuthorizeResult.ALLOW : AuthorizeResult.DENY,
      });
      if (user === EVE) return is(!permission.name.startsWith('catalog.'));
      if (permission.name === 'releases.claim.confirm')
        return is(user === INGRID);
      if (permission.name !== 'releases.claim.update') return others[index];
      const groups: Record<string, string> = {
        [MIRA]: CHECKOUT,
        [PAT]: PAYMENTS,
        [INGRID]: QUALITY,
      };
      return {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'releases',
        resourceType: 'releases-claim',
        conditions: {
          rule: 'IS_OWNER',
          resourceType: 'releases-claim',
          params: { claims: [groups[user]] },
        },
      };
    });
  },
};

describe.each(databases.eachSupportedId())('claims, %p', databaseId => {
  let knex: Knex;
  let more: Knex[] = [];
  let [ingrid, pat, mira, eve]: ReleasesClient[] = [];

  async function start(config: object = {}) {
    knex = await databases.init(databaseId);
    const { clientOf } = await startEnvironments({
      knex,
      config: config as never,
      permissions: policy,
    });
    [ingrid, pat, mira, eve] = [INGRID, PAT, MIRA, EVE].map(clientOf);
  }

  afterEach(async () => {
    await Promise.all(more.map(one => one.destroy()));
    more = [];
  });

  const refusalOf = async (call: Promise<unknown>) => {
    const error = (await call.catch(refusal => refusal)) as ResponseError;
    return [error.statusCode, error.body?.error?.message];
  };
  const says = (text: string) => expect.stringContaining(text);

  it('is asked for by a group and confirmed by an administrator', async () => {
    await start();
    const asked = await mira.createClaim({
      body: claimInput({
        steward: MIRA,
        escalation: '#checkout-oncall',
        obligations: [{ kind: 'patching', due: { every: 1, unit: 'month' } }],
        reason: 'We use it most',
      }),
    });
    expect(asked).toMatchObject({
      status: 'requested',
      requestedBy: MIRA,
      revision: 1,
      attestEveryMonths: 6,
      steward: MIRA,
      reason: 'We use it most',
    });
    const params = { id: asked.id };
    expect(
      await refusalOf(mira.confirmClaim({ params, revision: 1, body: {} })),
    ).toEqual([403, says('administrator')]);
    const confirmed = await ingrid.confirmClaim({
      params,
      revision: 1,
      body: {},
    });
    expect(confirmed).toMatchObject({
      status: 'active',
      confirmedBy: INGRID,
      activeSince: expect.any(String),
      revision: 2,
    });
    const stale = await refusalOf(
      mira.attestClaim({ params, revision: 1, body: {} }),
    );
    expect(stale[0]).toBe(409);
    const attested = await mira.attestClaim({ params, revision: 2, body: {} });
    expect(attested).toMatchObject({ attestedBy: MIRA, revision: 3 });
    expect(
      await refusalOf(pat.attestClaim({ params, revision: 3, body: {} })),
    ).toEqual([403, says('member')]);
    const [patching] = attested.obligations;
    const done = await mira.fulfilObligation({
      params,
      revision: 3,
      body: { obligationId: patching.id },
    });
    expect(done.obligations).toEqual([
      expect.objectContaining({ id: patching.id, doneBy: MIRA }),
    ]);
    const changed = await mira.updateClaim({
      params,
      revision: 4,
      body: {
        escalation: '+49 30 1234',
        obligations: [
          { kind: 'patching', due: { unit: 'month', every: 1 } },
          { kind: 'clean-up', due: { withinHours: 24 } },
        ],
      },
    });
    expect(changed.obligations).toMatchObject([
      { id: patching.id, doneBy: MIRA },
      { kind: 'clean-up' },
    ]);
    const history = await mira.listHistory({
      query: { objectRef: `claim:${asked.id}` },
    });
    expect(history.items.map(item => item.action)).toEqual([
      'claim.update',
      'claim.fulfil',
      'claim.attest',
      'claim.confirm',
      'claim.create',
    ]);
  });

  it('makes its group the owner, who approves bookings, and no longer the catalog’s', async () => {
    await start();
    const booking = await pat.createBooking({
      body: bookingInput({ onBehalfOf: PAYMENTS }),
    });
    const asked = await mira.createClaim({
      body: claimInput({ environmentRef: STAGING }),
    });
    await ingrid.confirmClaim({ params: asked, revision: 1, body: {} });
    const approve = (client: ReleasesClient) =>
      client.approveBooking({ params: booking, revision: 1, body: {} });
    expect((await refusalOf(approve(ingrid)))[0]).toBe(403);
    expect(await approve(mira)).toMatchObject({ status: 'approved' });
    // What the owning group books, is approved at once.
    const own = await mira.createBooking({
      body: bookingInput({ start: hence(48), end: hence(49) }),
    });
    expect(own.status).toBe('approved');
    const { items } = await pat.listClaims({ query: { group: [CHECKOUT] } });
    expect(items).toEqual([expect.objectContaining({ status: 'active' })]);
  });

  it('is confirmed at once where the portal says so, but never over the catalog’s owner', async () => {
    await start(atOnce);
    const mine = await mira.createClaim({ body: claimInput() });
    expect(mine).toMatchObject({ status: 'active', confirmedBy: 'policy' });
    const taken = await mira.createClaim({
      body: claimInput({ environmentRef: STAGING }),
    });
    expect(taken.status).toBe('requested');
  });

  it('is asked of a group, which accepts or declines', async () => {
    await start();
    const ask = { ask: true, reason: 'You run it anyway' };
    const first = await ingrid.createClaim({ body: claimInput(ask) });
    expect(first.status).toBe('asked');
    const answer = { params: first, revision: 1, body: {} };
    expect((await refusalOf(pat.acceptClaim(answer)))[0]).toBe(403);
    expect(await mira.declineClaim(answer)).toMatchObject({
      status: 'rejected',
    });
    const second = await ingrid.createClaim({ body: claimInput(ask) });
    // Who asked may confirm, and so has.
    expect(
      await mira.acceptClaim({ params: second, revision: 1, body: {} }),
    ).toMatchObject({ status: 'active', confirmedBy: INGRID });
    // Asked by somebody who may not, it still has to be confirmed.
    const third = await pat.createClaim({
      body: claimInput({ ...ask, environmentRef: STAGING }),
    });
    const accepted = await mira.acceptClaim({
      params: third,
      revision: 1,
      body: {},
    });
    expect(accepted.status).toBe('requested');
    expect(
      await mira.withdrawClaim({ params: third, revision: 2, body: {} }),
    ).toMatchObject({ status: 'withdrawn' });
  });

  it('is handed over with consent, and remembers who owned it when', async () => {
    await start(atOnce);
    const claim = await mira.createClaim({
      body: claimInput({
        steward: MIRA,
        obligations: [{ kind: 'patching', due: { every: 2, unit: 'week' } }],
      }),
    });
    const params = { id: claim.id };
    const offer = (group: string, revision = 1) =>
      mira.offerHandover({ params, revision, body: { group } });
    expect(await refusalOf(offer(CHECKOUT))).toEqual([
      400,
      says('another group'),
    ]);
    expect(await refusalOf(offer(LABS))).toEqual([
      400,
      says('group: expected a group with members'),
    ]);
    expect(await offer(PAYMENTS)).toMatchObject({
      status: 'handover-offered',
      offeredTo: PAYMENTS,
      offeredBy: MIRA,
    });
    expect(
      (
        await refusalOf(
          mira.answerHandover({ params, revision: 2, body: { accept: true } }),
        )
      )[0],
    ).toBe(403);
    const back = await pat.answerHandover({
      params,
      revision: 2,
      body: { accept: false },
    });
    expect(back).toMatchObject({ status: 'active' });
    expect(back.offeredTo).toBeUndefined();
    await offer(PAYMENTS, 3);
    await mira.retractHandover({ params, revision: 4, body: {} });
    await offer(PAYMENTS, 5);
    expect(
      await pat.answerHandover({ params, revision: 6, body: { accept: true } }),
    ).toMatchObject({ status: 'ended', statusReason: 'handed over' });
    const { items } = await mira.listClaims({
      query: { environmentRef: [LONELY], status: ['active'] },
    });
    expect(items).toMatchObject([
      {
        group: PAYMENTS,
        requestedBy: MIRA,
        confirmedBy: PAT,
        obligations: [{ kind: 'patching' }],
      },
    ]);
    expect(items[0].steward).toBeUndefined();
    const place = { kind: 'resource', namespace: 'default', name: 'lonely' };
    const owners = await eveCannot(place);
    expect(owners.items.map(({ group }) => group)).toEqual([
      CHECKOUT,
      PAYMENTS,
    ]);
    expect(owners.items[1].since).toBe(owners.items[0].until);
    const at = (instant: string) =>
      mira.getEnvironmentOwners({ params: place, query: { at: instant } });
    expect((await at(owners.items[1].since)).items).toEqual([owners.items[1]]);
    expect((await at('2020-01-01T00:00:00Z')).items).toEqual([]);
    const gone = await pat.giveUpClaim({
      params: items[0],
      revision: 1,
      body: { reason: 'The project is over' },
    });
    expect(gone).toMatchObject({
      status: 'ended',
      statusReason: 'The project is over',
    });

    async function eveCannot(params2: typeof place) {
      expect(
        (await refusalOf(eve.getEnvironmentOwners({ params: params2 })))[0],
      ).toBe(404);
      return mira.getEnvironmentOwners({ params: params2 });
    }
  });

  it('refuses what makes no sense, and writes nothing of it', async () => {
    await start();
    const rows = async () => [
      await knex('environments_claims').count({ count: '*' }),
      await knex('audit_entries').count({ count: '*' }),
      await knex('environments_outbox').count({ count: '*' }),
    ];
    await mira.createClaim({ body: claimInput() });
    const before = await rows();
    const cases: [number, string, Partial<ClaimBody>][] = [
      [
        400,
        'environmentRef: unknown entity',
        { environmentRef: 'resource:default/ghost' },
      ],
      [
        400,
        'environmentRef: expected an environment',
        { environmentRef: SERVICE },
      ],
      [400, 'group: unknown group', { group: 'group:default/ghost' }],
      [400, 'group: unknown group', { group: MIRA }],
      [400, 'group: expected a group that you belong to', { group: PAYMENTS }],
      [400, 'group: expected a group with members', { group: LABS, ask: true }],
      [400, 'steward: expected a member of', { steward: PAT }],
      [400, 'steward: unknown user', { steward: CHECKOUT }],
      [400, 'attestEveryMonths', { attestEveryMonths: 0 }],
      [409, 'has been asking for', {}],
    ];
    for (const [status, message, changes] of cases)
      expect(
        await refusalOf(mira.createClaim({ body: claimInput(changes) })),
      ).toEqual([status, says(message)]);
    expect(await rows()).toEqual(before);
  });

  it('tells who may not see the catalog neither of environments nor of groups', async () => {
    await start(atOnce);
    const claim = await mira.createClaim({ body: claimInput() });
    expect((await eve.listClaims({ query: {} })).items).toEqual([]);
    expect((await refusalOf(eve.getClaim({ params: claim })))[0]).toBe(404);
  });

  it('lets one of two groups have it, however many ask at once', async () => {
    knex = await databases.init(databaseId);
    const { client, connection } = knex.client.config;
    more =
      databaseId === 'POSTGRES_18'
        ? [1, 2].map(() => createKnex({ client, connection }))
        : [];
    const clients: [ReleasesClient, string][] = [];
    for (const one of [knex, ...more]) {
      const { clientOf } = await startEnvironments({
        knex: one,
        config: atOnce as never,
        permissions: policy,
      });
      clients.push([clientOf(MIRA), CHECKOUT], [clientOf(PAT), PAYMENTS]);
    }
    const settled = await Promise.allSettled(
      Array.from({ length: 60 }, (_, index) => {
        const [asking, group] = clients[index % clients.length];
        return asking.createClaim({ body: claimInput({ group }) });
      }),
    );
    const won = settled.flatMap(one =>
      one.status === 'fulfilled' ? [one.value] : [],
    );
    expect(won).toHaveLength(1);
    for (const one of settled)
      if (one.status === 'rejected')
        expect([one.reason.statusCode, one.reason.body.error.claimId]).toEqual([
          409,
          won[0].id,
        ]);
    expect(await knex('environments_claims')).toHaveLength(1);
    expect(
      await knex('audit_entries').where('action', 'like', 'claim.%'),
    ).toHaveLength(1);
  });
});
