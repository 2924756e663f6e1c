import { generateKeyPairSync } from 'node:crypto';
import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import { NotAllowedError } from '@backstage/errors';
import {
  auditContract,
  parseVerifierKey,
  verifyCheckpoint,
  verifyLog,
} from '@release-desk/plugin-releases-common';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { up as upAudit } from '../../migrations/20261125000300_audit';
import { up as upHttp } from '../../migrations/20261125000050_http';
import { createContractRouter, IdempotencyStore } from '../http';
import { createAudit } from '.';

jest.setTimeout(60_000);

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });
const objectRef = 'window:6f1c2a52-6f0f-4a3c-9d0e-0a8a5f1b2c3d';

async function setUp(knex: Knex, audit: object = {}) {
  const scheduler = mockServices.scheduler();
  const access = {
    authorize: jest.fn(async () => {}),
    canReadObject: jest.fn(async () => true),
    visibleTo: jest.fn(async () => new Set<string>()),
  };
  const { log, handlers } = await createAudit({
    knex,
    scheduler,
    config: mockServices.rootConfig({
      data: {
        backend: { baseUrl: 'https://portal.example.com:7007' },
        releases: { audit },
      },
    }),
    logger: mockServices.logger.mock(),
    access,
  });
  const app = express().use(
    createContractRouter({
      contract: auditContract,
      handlers,
      auditor: mockServices.auditor.mock({
        createEvent: async () => ({
          success: async () => {},
          fail: async () => {},
        }),
      }),
      httpAuth: mockServices.httpAuth(),
      userInfo: mockServices.userInfo(),
      idempotency: new IdempotencyStore({ knex }),
      logger: mockServices.logger.mock(),
    }),
    mockErrorHandler(),
  );
  const append = (change: object = {}) =>
    knex.transaction(tx =>
      log.append(tx, {
        actor: 'user:default/ada',
        action: 'window.update',
        objectRef,
        entityRefs: [],
        ...change,
      }),
    );
  return { access, scheduler, append, http: request(app) };
}

describe.each(databases.eachSupportedId())('audit, %p', id => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init(id);
    await upHttp(knex);
    await upAudit(knex);
  });

  it('filters by object, entity, actor, action and time, and pages', async () => {
    const { http, append } = await setUp(knex);
    await append({ actor: 'user:default/bob' });
    await append({ entityRefs: ['component:default/shop'] });
    await append({ action: 'window.delete', objectRef: 'release:1' });
    const last = await append({ entityRefs: ['component:default/shop'] });

    const seqs = async (query: string) => {
      const { body } = await http.get(`/audit?${query}`).expect(200);
      return body.items.map((entry: { seq: number }) => entry.seq);
    };
    expect(await seqs('')).toEqual([3, 2, 1, 0]);
    expect(await seqs('order=seq')).toEqual([0, 1, 2, 3]);
    expect(await seqs('actor=user:default/bob')).toEqual([0]);
    expect(await seqs('objectRef=release:1')).toEqual([2]);
    expect(await seqs('action=window.delete,window.create')).toEqual([2]);
    expect(await seqs('entityRef=Component:default/Shop')).toEqual([3, 1]);
    expect(
      await seqs(`to=${last.at}&entityRef=component:default/none`),
    ).toEqual([]);
    expect(await seqs(`from=${last.at}`)).toContain(3);
    expect(await seqs('to=2001-01-01T00:00:00Z')).toEqual([]);

    const first = (await http.get('/audit?limit=3').expect(200)).body;
    expect(first.items).toHaveLength(3);
    expect(first.items[0]).toEqual(last);
    expect(first.totalItems).toBe(4);
    const { nextCursor } = first.pageInfo;
    const second = (await http.get(`/audit?limit=3&cursor=${nextCursor}`)).body;
    expect(second).toMatchObject({ items: [{ seq: 0 }], pageInfo: {} });
    await http.get('/audit?cursor=nonsense').expect(400);
  });

  it('exports what the verifier finds good, and names what was altered in the database', async () => {
    const { http, append } = await setUp(knex);
    const { verifierKey } = (await http.get('/audit/key').expect(200)).body;
    const exported = async () => {
      const { text, headers } = await http.get('/audit/export').expect(200);
      expect(headers['content-type']).toBe(
        'application/x-ndjson; charset=utf-8',
      );
      return verifyLog(text.split('\n'), { verifierKey });
    };
    expect(await exported()).toMatchObject({ ok: true, entries: 0 });

    for (let i = 0; i < 7; i++) await append({ after: { i } });
    await http.post('/audit/checkpoints').expect(201);
    for (let i = 0; i < 600; i++) await append({ after: { i } });
    expect(await exported()).toMatchObject({
      ok: true,
      entries: 607,
      checkpoints: 3,
    });

    const { text } = await knex('audit_entries').where({ seq: 5 }).first();
    await knex('audit_entries')
      .where({ seq: 5 })
      .update({ text: text.replace('ada', 'eve') });
    expect((await exported()).first).toMatchObject({ kind: 'changed', seq: 5 });
    await knex('audit_entries').where({ seq: 5 }).update({ text });
    expect((await exported()).ok).toBe(true);
    await knex('audit_entries').where({ seq: 9 }).delete();
    expect((await exported()).first).toMatchObject({ kind: 'dropped', seq: 9 });
    await knex('audit_entries').where('seq', '>', 8).delete();
    expect((await exported()).first).toMatchObject({
      kind: 'truncated',
      seq: 9,
    });
  });

  it('signs by schedule and on demand, each size once, and no rewritten log', async () => {
    const { http, append, scheduler } = await setUp(knex);
    await append();
    await scheduler.triggerTask('audit-checkpoint');
    await scheduler.triggerTask('audit-checkpoint');
    await append();
    const { body } = await http.post('/audit/checkpoints').expect(201);
    expect(body.size).toBe(2);

    const list = (await http.get('/audit/checkpoints?limit=1').expect(200))
      .body;
    expect(list.items).toEqual([body]);
    const rest = await http.get(
      `/audit/checkpoints?cursor=${list.pageInfo.nextCursor}`,
    );
    expect(rest.body).toMatchObject({ items: [{ size: 1 }], pageInfo: {} });

    const key = (await http.get('/audit/key').expect(200)).body;
    expect(key.origin).toBe('portal.example.com:7007/release-desk');
    expect(
      verifyCheckpoint(body.note, [parseVerifierKey(key.verifierKey)]),
    ).toMatchObject({ head: { size: 2, root: body.root } });

    // Somebody starts the log anew, with all that belongs to it.
    await append();
    await knex('audit_entries').where('seq', '>', 0).delete();
    await knex('audit_head').update({
      size: 1,
      frontier: JSON.stringify([
        (await knex('audit_entries').first()).leaf_hash,
      ]),
    });
    await append({ actor: 'user:default/eve' });
    await append({ actor: 'user:default/eve' });
    const refused = await http.post('/audit/checkpoints').expect(409);
    expect(refused.body.error.message).toContain('tampered');
  });

  it('keeps its own key, or uses the configured one and remembers the other', async () => {
    const [a, b] = await Promise.all([setUp(knex), setUp(knex)]);
    const key = (await a.http.get('/audit/key')).body;
    expect((await b.http.get('/audit/key')).body).toEqual(key);
    await a.append();
    await a.http.post('/audit/checkpoints').expect(201);

    const { privateKey } = generateKeyPairSync('ed25519');
    const signingKey = privateKey.export({ format: 'pem', type: 'pkcs8' });
    const c = await setUp(knex, { signingKey, origin: 'desk.example.com' });
    const next = (await c.http.get('/audit/key')).body;
    expect(next).toEqual({
      origin: 'desk.example.com',
      verifierKey: expect.stringMatching(/^desk\.example\.com\+/),
      previousKeys: [key.verifierKey],
    });
    const { text } = await c.http.get('/audit/export').expect(200);
    expect(
      await verifyLog(text.split('\n'), { verifierKey: next.verifierKey }),
    ).toMatchObject({ ok: true, entries: 1 });
    expect((await c.http.get('/audit/checkpoints')).body.items).toHaveLength(2);

    const { privateKey: rsa } = generateKeyPairSync('rsa', {
      modulusLength: 2048,
    });
    for (const wrong of [
      rsa.export({ format: 'pem', type: 'pkcs8' }),
      'c2hvcnQ=',
      '-----BEGIN nothing',
    ]) {
      await expect(setUp(knex, { signingKey: wrong })).rejects.toThrow(
        'expected an Ed25519 private key',
      );
    }
  });

  it('is closed to whom the policy denies it', async () => {
    const { http, append, access } = await setUp(knex);
    await append();
    access.authorize.mockRejectedValue(new NotAllowedError('No'));
    for (const path of ['', '/export', '/checkpoints', '/key']) {
      await http.get(`/audit${path}`).expect(403);
    }
    await http.post('/audit/checkpoints').expect(403);
    expect(await knex('audit_checkpoints')).toHaveLength(0);
    await http.get(`/history?objectRef=${objectRef}`).expect(200);
  });

  it('tells readers of an object its history, without names they may not see', async () => {
    const { http, append, access } = await setUp(knex);
    const owner = 'group:default/payments';
    await append({ action: 'window.create', after: { title: 'A', owner } });
    await append({ objectRef: 'window:other' });
    await append({
      before: { title: 'A', owner, revision: 1 },
      after: { title: 'B', owner: 'group:default/shop', revision: 2 },
      reason: 'Moved',
    });
    access.visibleTo.mockResolvedValue(new Set([owner]));
    const { body } = await http
      .get(`/history?objectRef=${objectRef}`)
      .expect(200);
    expect(body.items).toEqual([
      {
        seq: 2,
        at: expect.any(String),
        actor: 'user:default/ada',
        action: 'window.update',
        reason: 'Moved',
        changes: [
          { field: 'owner', before: owner, after: '[hidden]' },
          { field: 'title', before: 'A', after: 'B' },
        ],
      },
      expect.objectContaining({
        action: 'window.create',
        changes: [
          { field: 'owner', after: owner },
          { field: 'title', after: 'A' },
        ],
      }),
    ]);
    expect(access.canReadObject).toHaveBeenCalledWith(
      objectRef,
      expect.objectContaining({ credentials: mockCredentials.user() }),
    );
    access.canReadObject.mockResolvedValue(false);
    await http.get(`/history?objectRef=${objectRef}`).expect(404);
  });
});
