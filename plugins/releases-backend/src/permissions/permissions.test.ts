import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import {
  eventReadPermission,
  windowCreatePermission,
  windowReadPermission,
  windowUpdatePermission,
} from '@release-desk/plugin-releases-common';
import { AccessResource } from '@release-desk/plugin-releases-node';
import fc from 'fast-check';
import { Knex } from 'knex';
import {
  Access,
  AccessCriteria,
  AccessMapping,
  applyAccess,
  Authorizer,
  createWindowConditionalDecision,
  meetsAccess,
  windowConditions,
} from '.';

jest.setTimeout(60_000);

const alice = { credentials: mockCredentials.user('user:default/alice') };
const bob = { credentials: mockCredentials.user('user:default/bob') };
const resource: AccessResource = {
  owner: 'group:default/payments',
  scopeEntityOwners: ['group:default/search'],
  kind: 'freeze',
};

describe('Authorizer', () => {
  it('asks once in some seconds, and never answers one with the decision of another', async () => {
    let now = 0;
    const permissions = mockServices.permissions.mock({
      authorize: async (requests, { credentials }) =>
        requests.map(() => ({
          result:
            credentials === alice.credentials
              ? AuthorizeResult.ALLOW
              : AuthorizeResult.DENY,
        })),
    });
    const authorizer = new Authorizer({ permissions, now: () => now });
    await Promise.all([
      authorizer.require(windowCreatePermission, alice),
      authorizer.require(windowCreatePermission, alice),
    ]);
    expect(permissions.authorize).toHaveBeenCalledTimes(1);
    await expect(
      authorizer.require(windowCreatePermission, bob),
    ).rejects.toThrow('Not allowed: releases.window.create');
    expect(permissions.authorize).toHaveBeenCalledTimes(2);
    now = 5001;
    await authorizer.require(windowCreatePermission, alice);
    expect(permissions.authorize).toHaveBeenCalledTimes(3);
  });

  it('keeps apart services with other restrictions, and does not keep failures', async () => {
    const permissions = mockServices.permissions.mock();
    permissions.authorize
      .mockRejectedValueOnce(new Error('down'))
      .mockResolvedValueOnce([{ result: AuthorizeResult.ALLOW }])
      .mockResolvedValueOnce([{ result: AuthorizeResult.DENY }]);
    const authorizer = new Authorizer({ permissions });
    const free = { credentials: mockCredentials.service('external:ci') };
    const bound = {
      credentials: mockCredentials.service('external:ci', {
        permissionNames: ['catalog.entity.read'],
      }),
    };
    await expect(authorizer.may(windowCreatePermission, free)).rejects.toThrow(
      'down',
    );
    expect(await authorizer.may(windowCreatePermission, free)).toBe(true);
    expect(await authorizer.may(windowCreatePermission, bound)).toBe(false);
  });

  it('asks for several at once and turns conditions into criteria', async () => {
    const permissions = mockServices.permissions.mock();
    permissions.authorizeConditional.mockResolvedValue([
      { result: AuthorizeResult.ALLOW },
      createWindowConditionalDecision(windowUpdatePermission, {
        anyOf: [
          windowConditions.isOwner({ claims: ['group:default/Payments'] }),
          { not: windowConditions.isKind({ kinds: ['freeze'] }) },
          windowConditions.hasEntityOwnedBy({ claims: ['user:default/alice'] }),
        ],
      }),
      { result: AuthorizeResult.DENY },
    ]);
    const authorizer = new Authorizer({ permissions });
    const three = [
      windowReadPermission,
      windowUpdatePermission,
      eventReadPermission,
    ];
    expect(await authorizer.conditionsForAll(three, alice)).toEqual([
      { all: true },
      {
        criteria: {
          anyOf: [
            { property: 'owner', values: ['group:default/payments'] },
            { not: { property: 'kind', values: ['freeze'] } },
            { property: 'scopeEntityOwner', values: ['user:default/alice'] },
          ],
        },
      },
      { none: true },
    ]);
    await authorizer.requireOn(windowUpdatePermission, alice, resource);
    await expect(
      authorizer.requireOn(windowUpdatePermission, alice, {
        ...resource,
        owner: 'group:default/other',
      }),
    ).rejects.toMatchObject({ name: 'NotAllowedError' });
    expect(permissions.authorizeConditional).toHaveBeenCalledTimes(1);
  });
});

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('applyAccess, %p', databaseId => {
  const owners = ['group:a', 'group:b', 'user:c'];
  const kinds = ['freeze', 'allow'];
  const mapping: AccessMapping = {
    owner: (query, values) => query.whereIn('owner', values),
    kind: (query, values) => query.whereIn('kind', values),
    scopeEntityOwner: (query, values) =>
      query.whereIn('id', inner =>
        inner.select('thing').from('scope_owners').whereIn('owner', values),
      ),
  };
  const filter = fc.oneof(
    fc.record({
      property: fc.constantFrom('owner', 'scopeEntityOwner'),
      values: fc.subarray(owners),
    }),
    fc.record({
      property: fc.constant('kind'),
      values: fc.subarray(kinds),
    }),
  );
  const { criteria } = fc.letrec<{ criteria: AccessCriteria }>(tie => {
    const parts = fc.array(tie('criteria'), { minLength: 1, maxLength: 3 });
    return {
      criteria: fc.oneof(
        { maxDepth: 4, depthSize: 'small' },
        filter as fc.Arbitrary<AccessCriteria>,
        fc.record({ allOf: parts }) as fc.Arbitrary<AccessCriteria>,
        fc.record({ anyOf: parts }) as fc.Arbitrary<AccessCriteria>,
        fc.record({ not: tie('criteria') }),
      ),
    };
  });

  let knex: Knex;
  const rows: (AccessResource & { id: number })[] = [];
  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await knex.schema.createTable('things', table => {
      table.integer('id').primary();
      table.string('owner');
      table.string('kind');
    });
    await knex.schema.createTable('scope_owners', table => {
      table.integer('thing');
      table.string('owner');
    });
    for (const owner of owners)
      for (const kind of kinds)
        for (const scopeEntityOwners of [
          [],
          ['group:a'],
          ['group:b', 'user:c'],
        ])
          rows.push({ id: rows.length, owner, kind, scopeEntityOwners });
    await knex('things').insert(
      rows.map(({ id, owner, kind }) => ({ id, owner, kind })),
    );
    await knex('scope_owners').insert(
      rows.flatMap(({ id, scopeEntityOwners }) =>
        scopeEntityOwners.map(owner => ({ thing: id, owner })),
      ),
    );
  });
  afterAll(() => {
    rows.length = 0;
  });

  async function select(access: Access) {
    const query = knex('things').select('id').where('id', '>=', 0);
    const found = await applyAccess(query, access, mapping).orderBy('id');
    return found.map(({ id }) => id);
  }

  it('means the same in SQL and in memory', async () => {
    await fc.assert(
      fc.asyncProperty(criteria, async one => {
        const access = { criteria: one };
        expect(await select(access)).toEqual(
          rows.filter(row => meetsAccess(access, row)).map(({ id }) => id),
        );
      }),
      { numRuns: 150 },
    );
  });

  it('lets through everything or nothing where the policy says so', async () => {
    expect(await select({ all: true })).toHaveLength(rows.length);
    expect(await select({ none: true })).toEqual([]);
  });
});
