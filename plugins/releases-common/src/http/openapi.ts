import { JsonObject } from '@backstage/types';
import { Contract } from './endpoint';
import { toOperation } from './openapiOperation';
import { SchemaComponents } from './openapiSchemas';

/**
 * Version of the HTTP contract, by semantic versioning: it grows with the
 * contract, not with each release of the packages.
 *
 * @public
 */
export const API_VERSION = '1.0.0';

/** @public */
export interface OpenApiOptions {
  /** {@link API_VERSION} unless told. */
  version?: string;
  /** `/api/releases` on the same host unless told. */
  servers?: { url: string }[];
}

const parameters: JsonObject = {
  IfMatch: {
    name: 'If-Match',
    in: 'header',
    description:
      'The revision that is being changed. Required, unless `revision` is in the body.',
    schema: { type: 'string', examples: ['"3"'] },
  },
  IdempotencyKey: {
    name: 'Idempotency-Key',
    in: 'header',
    description:
      'Makes a request that is sent again happen once: for 24 hours the same key with the same request gets the same answer.',
    schema: { type: 'string', minLength: 1, maxLength: 255 },
  },
};

const errorSchema: JsonObject = {
  type: 'object',
  required: ['error', 'response'],
  properties: {
    error: {
      type: 'object',
      required: ['name', 'message'],
      properties: {
        name: { type: 'string', examples: ['InputError'] },
        message: {
          type: 'string',
          examples: [
            'schedule.timeZone: expected an IANA time zone, such as Europe/Berlin',
          ],
        },
        current: {
          description:
            'The resource as it is now, where the revision was not the current one',
        },
      },
    },
    request: {
      type: 'object',
      properties: { method: { type: 'string' }, url: { type: 'string' } },
    },
    response: {
      type: 'object',
      required: ['statusCode'],
      properties: { statusCode: { type: 'integer' } },
    },
  },
};

const failures: JsonObject = Object.fromEntries(
  Object.entries({
    InvalidRequest:
      'The message names each field and what was expected in its place',
    NotAuthenticated: 'Nobody is signed in',
    NotAllowed: 'The permission policy does not allow it',
    NotFound: 'There is no such thing, or the caller may not read it',
    Conflict: 'It cannot be done in the present state',
    RevisionConflict:
      'The revision is not the current one; `error.current` is the resource as it is now',
    BodyTooLarge: 'The body is larger than accepted',
    NotJson: 'The body is not sent as application/json',
    KeyReused: 'The Idempotency-Key came with another request before',
  }).map(([name, description]) => [
    name,
    {
      description,
      content: {
        'application/json': { schema: { $ref: '#/components/schemas/Error' } },
      },
    },
  ]),
);

/**
 * An OpenAPI 3.1 document of a contract.
 *
 * @public
 */
export function toOpenApi(
  contract: Contract,
  options: OpenApiOptions = {},
): JsonObject {
  const { version = API_VERSION, servers = [{ url: '/api/releases' }] } =
    options;
  const components = new SchemaComponents();
  const paths: Record<string, JsonObject> = {};
  for (const [name, endpoint] of Object.entries(contract)) {
    const path = endpoint.path.replace(/:(\w+)/g, '{$1}');
    paths[path] = {
      ...paths[path],
      [endpoint.method.toLowerCase()]: toOperation(name, endpoint, components),
    };
  }
  const rooms = new Set(Object.values(contract).map(one => one.room));
  return {
    openapi: '3.1.0',
    info: {
      title: 'Release Desk',
      version,
      description:
        'When may this ship, why, and who agreed. Lists answer `{ items, pageInfo: { nextCursor? } }`; give `nextCursor` as `cursor` for the next page. Instants are UTC; spans are half-open.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    servers,
    security: [{ backstage: [] }],
    tags: [...rooms].map(name => ({ name })),
    paths,
    components: {
      securitySchemes: {
        backstage: {
          type: 'http',
          scheme: 'bearer',
          description: 'A token of a Backstage user, or of external access',
        },
      },
      parameters,
      headers: {
        ETag: {
          description: 'The revision of the resource, to be sent as If-Match',
          schema: { type: 'string', examples: ['"3"'] },
        },
      },
      responses: failures,
      schemas: { ...components.toJson(), Error: errorSchema },
    },
  };
}
