import {
  mockCredentials,
  mockErrorHandler,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
import {
  endpoint,
  entityRefSchema,
  instantSchema,
  listParam,
  pageQuery,
  scheduleSchema,
  windowPatchSchema,
} from '@release-desk/plugin-releases-common';
import express from 'express';
import { Knex } from 'knex';
import request from 'supertest';
import { z } from 'zod';
import { createDatabase, transact } from '../database';
import {
  createContractRouter,
  Handlers,
  IdempotencyStore,
  RevisionConflictError,
} from '.';

jest.setTimeout(60_000);

const id = '6f1c2a52-6f0f-4a3c-9d0e-0a8a5f1b2c3d';
const params = z.object({ id: z.uuid() });
const thing = z.object({ id: z.string(), revision: z.int() });
const contract = {
  getThing: endpoint({
    method: 'GET',
    path: '/things/:id',
    room: 'test',
    summary: 'One',
    params,
    response: thing,
  }),
  getThingState: endpoint({
    method: 'GET',
    path: '/things/state',
    room: 'test',
    summary: 'State',
    query: z.object({
      kind: listParam(z.enum(['freeze', 'allow'])),
      at: instantSchema.optional(),
      entityRef: entityRefSchema.optional(),
      ...pageQuery,
    }),
    response: z.unknown(),
  }),
  createThing: endpoint({
    method: 'POST',
    path: '/things',
    room: 'test',
    status: 201,
    summary: 'Create',
    body: z.strictObject({
      title: z.string().min(1).max(20),
      schedule: scheduleSchema.optional(),
    }),
    response: thing,
  }),
  updateThing: endpoint({
    method: 'PATCH',
    path: '/things/:id',
    room: 'test',
    summary: 'Change',
    revisioned: true,
    params,
    body: windowPatchSchema,
    response: thing,
  }),
  deleteThing: endpoint({
    method: 'DELETE',
    path: '/things/:id',
    room: 'test',
    status: 204,
    summary: 'Delete',
    revisioned: true,
    params,
  }),
  askThing: endpoint({
    method: 'POST',
    path: '/things/ask',
    room: 'test',
    summary: 'Ask',
    safe: true,
    response: z.unknown(),
  }),
  rotateThing: endpoint({
    method: 'POST',
    path: '/things/:id/rotate',
    room: 'test',
    summary: 'Rotate',
    secretAnswer: true,
    params,
    response: z.unknown(),
  }),
};

type TestHandlers = Handlers<typeof contract>;
type Name = keyof TestHandlers;
type Mocked<N extends Name> = jest.Mock<
  ReturnType<TestHandlers[N]>,
  Parameters<TestHandlers[N]>
>;
type MockedHandlers = { [N in Name]: Mocked<N> };

function mocked<N extends Name>(handler: TestHandlers[N]): Mocked<N> {
  return jest.fn((...args: Parameters<TestHandlers[N]>) =>
    (handler as (...all: unknown[]) => ReturnType<TestHandlers[N]>)(...args),
  );
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

async function setup(knex: Knex, overrides: Partial<TestHandlers> = {}) {
  await createDatabase({
    database: mockServices.database({ knex, migrations: { skip: false } }),
  });
  const handlers: MockedHandlers = {
    getThing: mocked<'getThing'>(async input => ({
      id: input.params.id,
      revision: 3,
    })),
    getThingState: mocked<'getThingState'>(async input => input.query),
    createThing: mocked<'createThing'>(async () => ({ id, revision: 1 })),
    updateThing: mocked<'updateThing'>(async input => ({
      id,
      revision: input.revision + 1,
    })),
    deleteThing: mocked<'deleteThing'>(async () => undefined),
    askThing: mocked<'askThing'>(async () => 'an answer'),
    rotateThing: mocked<'rotateThing'>(async () => ({
      id,
      revision: 1,
      url: 'secret',
    })),
  };
  Object.assign(handlers, overrides);
  const auditor = mockServices.auditor.mock();
  const event = { success: jest.fn(), fail: jest.fn() };
  auditor.createEvent.mockResolvedValue(event);
  const logger = mockServices.logger.mock();
  const onChange = jest.fn();
  const router = createContractRouter({
    contract,
    handlers,
    httpAuth: mockServices.httpAuth(),
    userInfo: mockServices.userInfo(),
    auditor,
    logger,
    idempotency: new IdempotencyStore({ knex }),
    onChange,
  });
  const app = express().use(router).use(mockErrorHandler());
  return { app, handlers, auditor, event, logger, onChange };
}

describe('createContractRouter', () => {
  let knex: Knex;
  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
  });

  it('prefers static paths and reads lists in both ways', async () => {
    const { app, handlers } = await setup(knex);
    const answer = await request(app)
      .get('/things/state?kind=freeze,allow&entityRef=Component:Default/A')
      .expect(200);
    expect(answer.body).toEqual({
      kind: ['freeze', 'allow'],
      entityRef: 'component:default/a',
      limit: 100,
    });
    expect(answer.headers['cache-control']).toBe('no-store');
    await request(app)
      .get('/things/state?kind=freeze&kind=allow')
      .expect(200)
      .expect(({ body }) => expect(body.kind).toEqual(['freeze', 'allow']));
    expect(handlers.getThing).not.toHaveBeenCalled();
  });

  it('tells who asks', async () => {
    const { app, handlers } = await setup(knex);
    const one = await request(app).get(`/things/${id}`).expect(200);
    expect(one.headers.etag).toBe('"3"');
    expect(handlers.getThing.mock.calls[0][1]).toMatchObject({
      actor: 'user:default/mock',
      ownershipRefs: ['user:default/mock'],
    });
    await request(app)
      .get(`/things/${id}`)
      .set('Authorization', mockCredentials.service.header())
      .expect(200);
    expect(handlers.getThing.mock.calls[1][1]).toMatchObject({
      actor: 'external:test-service',
      ownershipRefs: [],
    });
    await request(app)
      .get(`/things/${id}`)
      .set('Authorization', mockCredentials.none.header())
      .expect(401);
    expect(handlers.getThing).toHaveBeenCalledTimes(2);
  });

  it.each([
    ['GET', '/things/state?zone=x', undefined, 'zone: expected no such field'],
    [
      'GET',
      '/things/state?kind=x',
      undefined,
      'kind[0]: expected one of freeze, allow',
    ],
    ['GET', '/things/state?limit=0', undefined, 'limit: expected at least 1'],
    ['GET', '/things/state?limit=x', undefined, 'limit: expected a number'],
    [
      'GET',
      '/things/state?limit=1&limit=2',
      undefined,
      'limit: expected a number',
    ],
    [
      'GET',
      '/things/state?at=2026-01-01T10:00:00',
      undefined,
      'at: expected an ISO 8601 instant with Z or an offset',
    ],
    [
      'GET',
      '/things/state?entityRef=checkout',
      undefined,
      'entityRef: expected a full entity ref, kind:namespace/name',
    ],
    [
      'GET',
      '/things/state?cursor=%00',
      undefined,
      'cursor: expected text without NUL and without lone surrogates',
    ],
    [
      'GET',
      '/things/state?__proto__=x',
      undefined,
      '__proto__: expected no such field',
    ],
    ['GET', '/things/nonsense', undefined, 'id: expected a UUID'],
    ['POST', '/things', {}, 'title: expected a string, which is missing'],
    ['POST', '/things', { title: '' }, 'title: expected at least 1 characters'],
    [
      'POST',
      '/things',
      { title: 'x'.repeat(21) },
      'title: expected at most 20 characters',
    ],
    [
      'POST',
      '/things',
      { title: 'a\ud800' },
      'title: expected text without NUL and without lone surrogates',
    ],
    ['POST', '/things', [], 'body: expected an object'],
    [
      'POST',
      '/things',
      { title: 'x', colour: 1, size: 2 },
      'colour: expected no such field; size: expected no such field',
    ],
    [
      'POST',
      '/things',
      {
        title: 'x',
        schedule: {
          start: '2026-01-01T10:00:00',
          timeZone: 'Mars/Olympus',
          duration: 'PT1H',
        },
      },
      'schedule.timeZone: expected an IANA time zone, such as Europe/Berlin',
    ],
    [
      'POST',
      '/things',
      {
        title: 'x',
        schedule: {
          start: '2026-01-01T10:00:00',
          timeZone: 'UTC',
          duration: 'P1Y',
          exdates: ['2026-01-01T10:00:00', 3],
        },
      },
      'schedule.duration: expected an ISO 8601 duration of weeks, days, hours, minutes or seconds, such as P2DT16H; schedule.exdates[1]: expected a local wall time, YYYY-MM-DDTHH:mm:ss',
    ],
    [
      'PATCH',
      `/things/${id}`,
      { revision: 'x' },
      'revision: expected a number',
    ],
    [
      'POST',
      `/things/${id}/rotate`,
      { speed: 1 },
      'speed: expected no such field',
    ],
  ])(
    'names what is wrong with %s %s %j',
    async (method, path, body, message) => {
      const { app, handlers, event } = await setup(knex);
      const answer = await request(app)
        [method.toLowerCase() as 'get'](path)
        .send(body as object | undefined);
      expect(answer.body.error).toEqual({ name: 'InputError', message });
      expect(answer.status).toBe(400);
      for (const handler of Object.values(handlers))
        expect(handler).not.toHaveBeenCalled();
      expect(event.fail).toHaveBeenCalledTimes(1);
    },
  );

  it('refuses bodies that are no JSON, of another type, too large or too deep', async () => {
    const { app, handlers } = await setup(knex);
    const post = (body: string | Buffer, type = 'application/json') =>
      request(app).post('/things').set('Content-Type', type).send(body);
    await post('{"title":').expect(400, /valid JSON/);
    const notUtf8 = request(app)
      .post('/things')
      .set('Content-Type', 'application/json');
    notUtf8.write(Buffer.from([0x22, 0xff, 0x22]));
    await notUtf8.expect(400, /valid JSON/);
    await post('title=x', 'application/x-www-form-urlencoded').expect(
      415,
      /application\/json/,
    );
    await post(`{"title":"${'x'.repeat(300_000)}"}`).expect(
      413,
      /262144 bytes/,
    );
    await post(`${'['.repeat(100_000)}${']'.repeat(100_000)}`).expect(
      400,
      /32 levels/,
    );
    await post('{"title":"x","__proto__":{"polluted":true}}').expect(
      400,
      /__proto__: expected no such field/,
    );
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    await request(app).get('/things/%ff').expect(400);
    expect(handlers.createThing).not.toHaveBeenCalled();
  });

  it('takes the revision from If-Match or from the body', async () => {
    const { app, handlers } = await setup(knex);
    for (const match of ['"3"', '3', 'W/"3"'])
      await request(app)
        .patch(`/things/${id}`)
        .set('If-Match', match)
        .send({ title: 'x' })
        .expect(200)
        .expect('ETag', '"4"');
    await request(app)
      .patch(`/things/${id}`)
      .send({ title: 'x', revision: 3 })
      .expect(200);
    expect(handlers.updateThing).toHaveBeenCalledTimes(4);
    for (const [input] of handlers.updateThing.mock.calls)
      expect(input).toMatchObject({ revision: 3, body: { title: 'x' } });
    await request(app)
      .delete(`/things/${id}`)
      .send({ revision: 3 })
      .expect(204);
    await request(app)
      .patch(`/things/${id}`)
      .set('If-Match', '"3"')
      .send({ revision: 4 })
      .expect(400, /same revision/);
    for (const match of ['*', '"3", "4"', '"0"', 'abc'])
      await request(app)
        .delete(`/things/${id}`)
        .set('If-Match', match)
        .expect(400, /If-Match: expected one revision/);
  });

  it('answers a stale revision with the current resource', async () => {
    const { app } = await setup(knex, {
      updateThing: async input => {
        throw new RevisionConflictError({
          named: input.revision,
          current: { revision: 5 },
        });
      },
    });
    const answer = await request(app)
      .patch(`/things/${id}`)
      .set('If-Match', '"3"')
      .send({})
      .expect(409);
    expect(answer.body.error).toEqual({
      name: 'ConflictError',
      message: 'Revision 3 is not the current one, which is 5',
      current: { revision: 5 },
    });
    const named = await request(app)
      .patch(`/things/${id}`)
      .send({})
      .expect(409);
    expect(named.body.error).toMatchObject({
      message:
        'revision: expected the current one, 5, in an If-Match header or in the body',
      current: { revision: 5 },
    });
  });

  it('keeps unexpected errors to itself', async () => {
    const { app, logger } = await setup(knex, {
      getThing: async () => {
        throw Object.assign(new Error('select password from users'), {
          statusCode: 418,
        });
      },
    });
    const answer = await request(app).get(`/things/${id}`).expect(500);
    expect(answer.text).not.toContain('password');
    expect(answer.body.error.message).toMatch(
      /^An internal error occurred, logged as/,
    );
    expect(logger.error).toHaveBeenCalledWith(
      expect.any(String),
      expect.objectContaining({ message: 'select password from users' }),
    );
  });

  it('tells the auditor of everything, once', async () => {
    const { app, auditor, event } = await setup(knex);
    await request(app).post('/things').send({ title: 'x' }).expect(201);
    await request(app).get(`/things/${id}`).expect(200);
    expect(auditor.createEvent.mock.calls.map(([one]) => one)).toEqual([
      expect.objectContaining({
        eventId: 'thing-create',
        severityLevel: 'medium',
        meta: { room: 'test' },
      }),
      expect.objectContaining({
        eventId: 'thing-get',
        severityLevel: 'low',
        meta: { room: 'test', id },
      }),
    ]);
    expect(event.success).toHaveBeenCalledTimes(2);
    expect(event.fail).not.toHaveBeenCalled();
  });

  it('announces each write that was carried out, and only those', async () => {
    const { app, onChange } = await setup(knex);
    const create = () =>
      request(app)
        .post('/things')
        .set('Idempotency-Key', 'k')
        .send({ title: 'x' });
    await create().expect(201);
    await create().expect(201);
    await request(app).get(`/things/${id}`).expect(200);
    await request(app).post('/things').send({}).expect(400);
    await request(app).post('/things/ask').expect(200);
    await request(app).delete(`/things/${id}`).set('If-Match', '3').expect(204);
    expect(onChange.mock.calls).toEqual([
      [{ room: 'test', endpoint: 'createThing' }],
      [{ room: 'test', endpoint: 'deleteThing', id }],
    ]);
  });
});

describe.each(databases.eachSupportedId())(
  'Idempotency-Key, %p',
  databaseId => {
    let knex: Knex;
    beforeEach(async () => {
      knex = await databases.init(databaseId);
    });
    const keys = () => knex('idempotency_keys').select();

    it('executes once and answers always the same', async () => {
      const { app, handlers } = await setup(knex);
      const send = (body: object, key = 'k1') =>
        request(app).post('/things').set('Idempotency-Key', key).send(body);
      const first = await send({ title: 'x' }).expect(201);
      const second = await send({ title: 'x' }).expect(201);
      expect(second.body).toEqual(first.body);
      expect(second.headers.etag).toBe(first.headers.etag);
      expect(second.headers['idempotency-replayed']).toBe('true');
      expect(handlers.createThing).toHaveBeenCalledTimes(1);

      await send({ title: 'y' }).expect(422, /used with another request/);
      await send({ title: 'y' }, 'k2').expect(201);
      await send({ title: 'z' }, 'not a key').expect(400, /Idempotency-Key/);
      await request(app)
        .post('/things')
        .set('Authorization', mockCredentials.user.header('user:default/other'))
        .set('Idempotency-Key', 'k1')
        .send({ title: 'of somebody else' })
        .expect(201);
      expect(handlers.createThing).toHaveBeenCalledTimes(3);
    });

    it('executes one of many that come at once, on any replica', async () => {
      let count = 0;
      const createThing: TestHandlers['createThing'] = async () => {
        count++;
        await new Promise(resolve => setTimeout(resolve, 100));
        return { id, revision: count };
      };
      const replicas = [
        await setup(knex, { createThing }),
        await setup(knex, { createThing }),
      ];
      const answers = await Promise.all(
        Array.from({ length: 8 }, (_, index) =>
          request(replicas[index % 2].app)
            .post('/things')
            .set('Idempotency-Key', 'at-once')
            .send({ title: 'x' }),
        ),
      );
      expect(count).toBe(1);
      for (const answer of answers) {
        expect(answer.status).toBe(201);
        expect(answer.body).toEqual({ id, revision: 1 });
      }
    });

    it('frees the key of a request that failed and left nothing', async () => {
      const { app, handlers } = await setup(knex);
      handlers.createThing.mockRejectedValueOnce(new Error('not now'));
      const send = () =>
        request(app)
          .post('/things')
          .set('Idempotency-Key', 'k')
          .send({ title: 'x' });
      await send().expect(500);
      expect(await keys()).toEqual([]);
      await send().expect(201);
      // Junk does not even reserve.
      await request(app)
        .post('/things')
        .set('Idempotency-Key', 'junk')
        .send({})
        .expect(400);
      expect(await keys()).toHaveLength(1);
    });

    it('never repeats what was committed, and never keeps a secret', async () => {
      const { app, handlers } = await setup(knex, {
        createThing: async () => {
          await transact(knex, async () => undefined);
          throw new Error('after the commit');
        },
      });
      const create = () =>
        request(app)
          .post('/things')
          .set('Idempotency-Key', 'k')
          .send({ title: 'x' });
      await create().expect(500);
      expect(await keys()).toMatchObject([{ state: 'committed' }]);
      await knex('idempotency_keys').update({
        created_at: Date.now() - 200_000,
      });
      await create().expect(409, /was carried out/);

      const rotate = () =>
        request(app).post(`/things/${id}/rotate`).set('Idempotency-Key', 'r');
      await rotate().expect(200);
      await rotate().expect(409, /its answer is not kept/);
      expect(handlers.rotateThing).toHaveBeenCalledTimes(1);
      expect(JSON.stringify(await keys())).not.toContain('secret');
    });

    it('takes over from the dead, who then cannot commit', async () => {
      let now = Date.now();
      await createDatabase({
        database: mockServices.database({ knex, migrations: { skip: false } }),
      });
      const store = new IdempotencyStore({ knex, now: () => now });
      const held = { actor: 'a', key: 'k', endpoint: 'e', requestHash: 'h' };
      const first = await store.reserve(held);
      expect(await store.reserve(held)).toEqual({ outcome: 'pending' });
      now += 3 * 60_000;
      const second = await store.reserve(held);
      if (first.outcome !== 'reserved' || second.outcome !== 'reserved')
        throw new Error('expected both to hold the key in turn');
      await knex.transaction(async tx => {
        expect(await store.markCommitted(tx, { ...held, ...first })).toBe(
          false,
        );
        expect(await store.markCommitted(tx, { ...held, ...second })).toBe(
          true,
        );
      });
      await store.complete({ ...held, ...second }, { status: 200, body: '1' });
      expect(await store.reserve(held)).toEqual({
        outcome: 'answered',
        answer: { status: 200, body: '1' },
      });
      now += 25 * 3_600_000;
      expect(await store.deleteExpired()).toBe(1);
      expect(await keys()).toEqual([]);
    });
  },
);
