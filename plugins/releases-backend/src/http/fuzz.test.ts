import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import {
  Endpoint,
  isWrite,
  releasesContract,
} from '@release-desk/plugin-releases-common';
import fc from 'fast-check';
import { Knex } from 'knex';
import { request as httpRequest } from 'node:http';
import { z } from 'zod';
import { startReleases } from '../__testUtils__/startReleases';

jest.setTimeout(120_000);

/** What goes over the wire. */
interface RawRequest {
  path: string;
  headers: Record<string, string>;
  body?: string;
}

const junkText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 60 }),
  fc.constantFrom(
    '',
    ' ',
    'null',
    '-1',
    '1e309',
    'NaN',
    '2147483648',
    '9007199254740993',
    '__proto__',
    '\u0000',
    '\ud800',
    "' or 1=1 --",
    '%',
    '_',
    '../../etc/passwd',
    '2026-02-30T00:00:00Z',
    '+275760-09-13T00:00:00Z',
    '9999-12-31T23:59:59.999Z',
    '2026-11-20T18:00:00',
    '2026-11-20T18:00:00Z',
    'Europe/Berlin',
    'Mars/Olympus',
    'P1D',
    'P999999999W',
    'PT0S',
    'FREQ=SECONDLY',
    'FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30',
    'FREQ=HOURLY;COUNT=99999999',
    'component:default/checkout-api',
    'freeze',
    'deploy',
    'hard',
    'requested',
    'x'.repeat(5000),
  ),
);

const junkValue = fc.oneof(
  { weight: 3, arbitrary: junkText },
  { weight: 1, arbitrary: fc.jsonValue({ maxDepth: 3 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom<unknown>(null, [], {}, 0, -1, 1e300, true),
  },
);

/** Objects that know the fields of the schema, and put junk in them. */
function junkObject(schema?: z.ZodType): fc.Arbitrary<unknown> {
  const fields = schema instanceof z.ZodObject ? Object.keys(schema.shape) : [];
  const name = fields.length
    ? fc.oneof(
        { weight: 9, arbitrary: fc.constantFrom(...fields) },
        { weight: 1, arbitrary: junkText },
      )
    : junkText;
  return fc
    .array(fc.tuple(name, nested(schema, fields)))
    .map(Object.fromEntries);
}

/** Sometimes the value is junk one level further down. */
function nested(schema: z.ZodType | undefined, fields: string[]) {
  if (!(schema instanceof z.ZodObject) || fields.length === 0) return junkValue;
  const objects = fields
    .map(field => unwrap(schema.shape[field]))
    .filter(field => field instanceof z.ZodObject);
  if (objects.length === 0) return junkValue;
  return fc.oneof(junkValue, ...objects.map(field => junkObject(field)));
}

function unwrap(schema: z.ZodType): z.ZodType {
  return schema instanceof z.ZodOptional || schema instanceof z.ZodDefault
    ? unwrap(schema.unwrap() as z.ZodType)
    : schema;
}

function rawRequest(endpoint: Endpoint): fc.Arbitrary<RawRequest> {
  const path = fc
    .tuple(
      ...[...endpoint.path.matchAll(/:\w+/g)].map(() =>
        fc.oneof(fc.uuid(), junkText),
      ),
    )
    .map(values => {
      let index = 0;
      return endpoint.path.replace(/:\w+/g, () => encode(values[index++]));
    });
  const query = fc.oneof(
    fc.constant(''),
    junkObject(endpoint.query).map(object =>
      Object.entries(object as object)
        .map(
          ([key, value]) =>
            `${encode(key)}=${encode(
              typeof value === 'string' ? value : toJson(value),
            )}`,
        )
        .join('&'),
    ),
    fc.string({ maxLength: 40 }).map(text => encodeURI(wellFormed(text))),
  );
  const header = fc
    .string({ minLength: 1, maxLength: 40 })
    .map(text => text.replace(/[^\x20-\x7e]/g, '?'));
  const headers = fc.record(
    {
      'If-Match': fc.oneof(fc.constantFrom('"1"', 'W/"1"', '*', '1'), header),
      'Idempotency-Key': fc.oneof(fc.uuid(), header),
      'Content-Type': fc.oneof(
        { weight: 9, arbitrary: fc.constant('application/json') },
        { weight: 1, arbitrary: header },
      ),
      'Content-Encoding': fc.constantFrom('identity', 'gzip', 'nonsense'),
      'If-None-Match': header,
    },
    { requiredKeys: ['Content-Type'] },
  );
  const body = fc.oneof(
    { weight: 6, arbitrary: junkObject(endpoint.body).map(toJson) },
    { weight: 2, arbitrary: fc.jsonValue().map(toJson) },
    { weight: 1, arbitrary: fc.string({ maxLength: 100 }) },
  );
  return fc
    .tuple(path, query, headers, body)
    .map(([place, search, head, text]) => ({
      path: search ? `${place}?${search}` : place,
      headers: head,
      body: endpoint.method === 'GET' ? undefined : text,
    }));
}

function encode(text: string): string {
  // An empty segment would be another path.
  return encodeURIComponent(wellFormed(text)) || '%20';
}

function wellFormed(text: string): string {
  return text.replace(/\p{Surrogate}/gu, '\ufffd');
}

function toJson(value: unknown): string {
  return JSON.stringify(value) ?? 'null';
}

function send(
  baseUrl: string,
  method: string,
  { path, headers, body }: RawRequest,
): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const req = httpRequest(baseUrl + path, {
      method,
      headers: {
        ...headers,
        // Node sends a body with DELETE, but would not say how long it is.
        'Content-Length': Buffer.byteLength(body ?? ''),
      },
    });
    req.on('response', res => {
      const chunks: Buffer[] = [];
      res.on('data', chunk => chunks.push(chunk));
      res.on('end', () =>
        resolve({
          status: res.statusCode ?? 0,
          text: Buffer.concat(chunks).toString(),
        }),
      );
      res.on('error', reject);
    });
    req.on('error', reject);
    req.end(body);
  });
}

/** Rows of every table. */
async function countRows(knex: Knex): Promise<Record<string, number>> {
  const tables: { name: string }[] =
    knex.client.config.client === 'pg'
      ? await knex('information_schema.tables')
          .where({ table_schema: 'public' })
          .select({ name: 'table_name' })
      : await knex('sqlite_master').where({ type: 'table' }).select('name');
  const counts: Record<string, number> = {};
  for (const { name } of tables) {
    if (/^(knex_|sqlite_)/.test(name)) continue;
    const [{ count }] = await knex(name).count({ count: '*' });
    counts[name] = Number(count);
  }
  return counts;
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())('junk, %p', databaseId => {
  it('never yields a 5xx and never writes', async () => {
    const knex = await databases.init(databaseId);
    const { baseUrl } = await startReleases({
      knex,
      // So that whatever is written was written by a request.
      features: [
        mockServices.scheduler.factory({ skipTaskRunOnStartup: true }),
      ],
    });
    for (const [name, endpoint] of Object.entries<Endpoint>(releasesContract)) {
      const before = await countRows(knex);
      let accepted = 0;
      await fc.assert(
        fc.asyncProperty(rawRequest(endpoint), async raw => {
          const { status, text } = await send(baseUrl, endpoint.method, raw);
          // An export signs what it exports, and a feed notes that it was read.
          const mayWrite = isWrite(endpoint) || endpoint.contentType;
          if (status < 400 && mayWrite) accepted++;
          // A junk path may be that of another endpoint, or of none.
          if (status >= 500) throw new Error(`${name} ${status}: ${text}`);
          if (/"stack"|node_modules|\.[jt]s:\d/.test(text))
            throw new Error(`${name} answers with a stack: ${text}`);
        }),
        { numRuns: 40 },
      );
      // What is by chance a valid request (an empty body may be) is no junk.
      const after = accepted === 0 ? await countRows(knex) : before;
      expect({ name, rows: after }).toEqual({ name, rows: before });
    }
  });
});
