import { TestDatabases } from '@backstage/backend-test-utils';
import {
  FIRST_PREV_HASH,
  MerkleFrontier,
  entryLeafHash,
  merkleRoot,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { DatabaseAuditLog } from './DatabaseAuditLog';
import { up } from '../../migrations/20261125000300_audit';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

const input = {
  actor: 'user:default/ada',
  action: 'window.create',
  objectRef: 'window:1',
  entityRefs: [
    'Component:default/B',
    'component:default/a',
    'component:default/b',
  ],
  after: { title: 'Freeze', rrule: undefined },
};

describe.each(databases.eachSupportedId())('DatabaseAuditLog, %p', id => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(id);
    await up(knex);
  });

  it('chains entries whose stored text is what was hashed', async () => {
    const log = new DatabaseAuditLog({ clock: () => new Date(1000) });
    const first = await knex.transaction(tx => log.append(tx, input));
    const second = await knex.transaction(tx =>
      log.append(tx, { ...input, reason: 'Because' }),
    );
    expect(first).toEqual({
      seq: 0,
      at: '1970-01-01T00:00:01.000Z',
      actor: 'user:default/ada',
      action: 'window.create',
      objectRef: 'window:1',
      entityRefs: ['component:default/a', 'component:default/b'],
      after: { title: 'Freeze' },
      prevHash: FIRST_PREV_HASH,
      leafHash: expect.any(String),
    });
    expect(second).toMatchObject({ seq: 1, prevHash: first.leafHash });
    const rows = await knex('audit_entries').orderBy('seq');
    expect(rows.map(row => entryLeafHash(row.text))).toEqual([
      first.leafHash,
      second.leafHash,
    ]);
    expect(await knex('audit_entry_entities')).toHaveLength(4);
  });

  it('leaves nothing of a transaction that is rolled back', async () => {
    const log = new DatabaseAuditLog();
    await knex.transaction(tx => log.append(tx, input));
    const before = await knex('audit_head').first();
    await expect(
      knex.transaction(async tx => {
        await log.append(tx, input);
        await log.append(tx, input);
        throw new Error('no');
      }),
    ).rejects.toThrow('no');
    expect(await knex('audit_head').first()).toEqual(before);
    expect(await knex('audit_entries')).toHaveLength(1);
    expect(await knex('audit_entry_entities')).toHaveLength(2);
    const next = await knex.transaction(tx => log.append(tx, input));
    expect(next.seq).toBe(1);
  });

  it('never lets its time run backwards', async () => {
    const times = [5000, 3000, 9000];
    const log = new DatabaseAuditLog({ clock: () => new Date(times.shift()!) });
    const ats = [];
    for (let i = 0; i < 3; i++) {
      const entry = await knex.transaction(tx => log.append(tx, input));
      ats.push(Date.parse(entry.at));
    }
    expect(ats).toEqual([5000, 5000, 9000]);
  });

  it('takes fifty writers at once without a gap', async () => {
    const log = new DatabaseAuditLog();
    const writers = Array.from({ length: 50 }, (_, writer) =>
      knex.transaction(async tx => {
        await log.append(tx, { ...input, objectRef: `window:${writer}` });
        await log.append(tx, { ...input, objectRef: `window:${writer}` });
        if (writer % 5 === 0) throw new Error('rolled back');
      }),
    );
    const results = await Promise.allSettled(writers);
    expect(results.filter(r => r.status === 'rejected')).toHaveLength(10);

    const rows = await knex('audit_entries').orderBy('seq');
    expect(rows.map(row => Number(row.seq))).toEqual(
      Array.from({ length: 80 }, (_, seq) => seq),
    );
    const entries = rows.map(row => JSON.parse(row.text));
    expect(entries.slice(1).map(entry => entry.prevHash)).toEqual(
      rows.slice(0, -1).map(row => row.leaf_hash),
    );
    const head = await knex('audit_head').first();
    const frontier = MerkleFrontier.of(80, JSON.parse(head.frontier));
    expect(Number(head.size)).toBe(80);
    expect(frontier.root()).toBe(
      merkleRoot(rows.map(row => new TextEncoder().encode(row.text))),
    );
  });

  it('keeps secrets out, by the name of their field and in URLs', async () => {
    const log = new DatabaseAuditLog();
    const entry = await knex.transaction(tx =>
      log.append(tx, {
        ...input,
        after: {
          feedToken: 'abc',
          hasToken: true,
          credentials: { user: 'u' },
          url: 'https://ada:pw@cal.example.com/a.ics?token=abc&x=1',
          plain: 'https://cal.example.com/a.ics?x=1',
        },
      }),
    );
    expect(entry.after).toEqual({
      feedToken: '[redacted]',
      hasToken: true,
      credentials: '[redacted]',
      url: 'https://cal.example.com/a.ics?token=%5Bredacted%5D&x=1',
      plain: 'https://cal.example.com/a.ics?x=1',
    });
  });

  it('refuses a state that has no canonical form, and writes nothing', async () => {
    const log = new DatabaseAuditLog();
    await expect(
      knex.transaction(tx =>
        log.append(tx, { ...input, after: { at: new Date() } }),
      ),
    ).rejects.toThrow('$.after.at is not a plain object');
    expect(await knex('audit_entries')).toHaveLength(0);
  });
});
