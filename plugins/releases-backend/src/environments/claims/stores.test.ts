import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import { Claim } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { plansOf } from '../../__testUtils__/plansOf';
import { createDatabase } from '../../database';
import { CleanUpStore } from '../cleanUp';
import { Outbox } from '../notices';
import { ClaimStore } from './ClaimStore';
import { whereOwnedBy } from './ownedEnvironments';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const page = { limit: 10 };
const instant = '2026-11-25T00:00:00.000Z';
const NOW = Date.parse(instant);

const claim = (changes: Partial<Claim>): Claim => ({
  id: '00000000-0000-4000-8000-000000000000',
  environmentRef: 'resource:default/staging',
  group: 'group:default/checkout',
  status: 'active',
  escalation: '',
  attestEveryMonths: 6,
  obligations: [],
  requestedBy: 'user:default/mira',
  activeSince: instant,
  revision: 1,
  createdAt: instant,
  createdBy: 'user:default/mira',
  updatedAt: instant,
  updatedBy: 'user:default/mira',
  ...changes,
});

const filters = {
  environmentRef: ['resource:default/staging'],
  group: ['group:default/checkout'],
  status: ['active'],
  attestBefore: instant,
};

const READS: [string, (knex: Knex) => Promise<unknown>][] = [
  ...Object.entries(filters).map(([name, value]): (typeof READS)[number] => [
    `claims by ${name}`,
    knex =>
      new ClaimStore({ knex }).list({ ...page, [name]: value }, { all: true }),
  ]),
  ['owners', knex => new ClaimStore({ knex }).history(['resource:default/a'])],
  [
    'claims of one environment',
    knex => new ClaimStore({ knex }).ofEnvironment('resource:default/a'),
  ],
  [
    'what is to be sent',
    knex => new Outbox({ knex, clock: async () => NOW }).take(NOW),
  ],
  [
    'what ends or has ended',
    knex => new CleanUpStore({ knex }).candidates(NOW, 1),
  ],
];

describe.each(databases.eachSupportedId())('claims in SQL, %p', databaseId => {
  let knex: Knex;

  beforeAll(async () => {
    knex = await databases.init(databaseId);
    await createDatabase({
      database: mockServices.database({ knex, migrations: { skip: false } }),
    });
  });

  it.each(READS)('has indexes that lead to %s', async (_, read) => {
    // An empty table is read whole by a sensible planner.
    if (databaseId === 'POSTGRES_18')
      await knex.raw('set enable_seqscan = off');
    const plans = await plansOf(knex, () => read(knex));
    expect(plans.at(-1)).toMatch(/SEARCH .* USING .*INDEX|Index Cond/);
    expect(plans.join('\n')).not.toMatch(/Seq Scan/);
  });

  it('keeps what a claim is, and two from being of one environment', async () => {
    const claims = new ClaimStore({ knex });
    const whole = claim({
      steward: 'user:default/mira',
      reason: 'Why not',
      confirmedBy: 'policy',
      attestedAt: instant,
      attestedBy: 'user:default/mira',
      offeredTo: 'group:default/payments',
      offeredBy: 'user:default/mira',
      statusReason: 'So it is',
      endedAt: instant,
      obligations: [
        { id: '1', kind: 'patching', due: { every: 1, unit: 'month' } },
      ],
    });
    await knex.transaction(tx => claims.insert(tx, whole));
    expect(await claims.get(whole.id)).toEqual(whole);
    const other = claim({ id: '00000000-0000-4000-8000-000000000001' });
    await expect(
      knex.transaction(tx => claims.insert(tx, other)),
    ).rejects.toThrow(/unique|duplicate/i);
    // Others may have asked, and may have had it.
    await knex.transaction(async tx => {
      await claims.insert(tx, { ...other, status: 'requested' });
      const { id } = claim({ id: '00000000-0000-4000-8000-000000000002' });
      await claims.insert(tx, { ...other, id, status: 'ended' });
    });
    const attest = (attestBefore: string) =>
      claims.list({ ...page, attestBefore }, { all: true });
    expect((await attest('2027-05-25T00:00:00.000Z')).total).toBe(0);
    expect((await attest('2027-05-25T00:00:00.001Z')).items).toEqual([whole]);
  });

  it('finds what a group owns by claims, also of groups below, before the catalog', async () => {
    await knex('environments_claims').delete();
    const relation = (source: string, target: string) => ({
      source: `group:default/${source}`,
      type: 'childOf',
      target: `group:default/${target}`,
    });
    await knex('catalog_entities').insert(
      ['company', 'shop', 'checkout', 'quality'].map(name => ({
        ref: `group:default/${name}`,
        kind: 'group',
        name,
        parents: '[]',
        facts: '{}',
        hash: '',
        updated: 0,
      })),
    );
    await knex('catalog_relations').insert([
      relation('shop', 'company'),
      relation('checkout', 'shop'),
      relation('quality', 'company'),
    ]);
    const places = ['staging', 'test', 'lonely'].map(
      name => `resource:default/${name}`,
    );
    const key = (ref: string, owner: string) => ({
      entity_ref: ref,
      dimension: 'owner',
      value: `group:default/${owner}`,
      token: `owner=group:default/${owner}`,
    });
    await knex('catalog_keys').insert([
      ...['quality', 'company'].map(owner => key(places[0], owner)),
      ...['quality', 'company'].map(owner => key(places[1], owner)),
      ...places.map(ref => ({ ...key(ref, 'x'), token: `ref=${ref}` })),
    ]);
    await knex.transaction(tx =>
      new ClaimStore({ knex }).insert(tx, claim({})),
    );
    const owned = async (...names: string[]) => {
      const rows: { entity_ref: string }[] = await knex('catalog_keys as k')
        .where('k.token', 'like', 'ref=%')
        .modify(query =>
          whereOwnedBy(query, {
            knex,
            column: 'k.entity_ref',
            owners: names.map(name => `group:default/${name}`),
          }),
        )
        .orderBy('k.entity_ref')
        .select('k.entity_ref');
      return rows.map(row => row.entity_ref.split('/')[1]);
    };
    expect(await owned('quality')).toEqual(['test']);
    expect(await owned('checkout')).toEqual(['staging']);
    expect(await owned('shop')).toEqual(['staging']);
    expect(await owned('company')).toEqual(['staging', 'test']);
    expect(await owned('quality', 'checkout')).toEqual(['staging', 'test']);
    await knex('environments_claims').update({
      status: 'ended',
      accountable: null,
    });
    expect(await owned('quality')).toEqual(['staging', 'test']);
    expect(await owned('checkout')).toEqual([]);
  });
});
