import { JsonObject } from '@backstage/types';
import { z } from 'zod';
import { Endpoint, isWrite } from './endpoint';
import { fieldSchema, SchemaComponents } from './openapiSchemas';

const JSON_TYPE = 'application/json';
const ok = { 200: 'Done', 201: 'Created', 204: 'Done, without content' };
const revisionField = { revision: z.int().min(1).optional() };

/** One endpoint as an OpenAPI operation. */
export function toOperation(
  name: string,
  endpoint: Endpoint,
  components: SchemaComponents,
): JsonObject {
  const permissions = endpoint.permissions?.map(one => one.name) ?? [];
  const requestBody = bodyOf(name, endpoint, components);
  return {
    operationId: name,
    tags: [endpoint.room],
    summary: endpoint.summary,
    ...(endpoint.description && { description: endpoint.description }),
    ...(permissions.length > 0 && { 'x-permissions': permissions }),
    parameters: parametersOf(endpoint),
    ...(requestBody && { requestBody }),
    responses: {
      [endpoint.status ?? 200]: successOf(name, endpoint, components),
      ...failuresOf(endpoint),
    },
    ...(endpoint.unauthenticated && { security: [] }),
  };
}

function parametersOf(endpoint: Endpoint): JsonObject[] {
  return [
    ...fields('path', endpoint.params),
    ...fields('query', endpoint.query),
    ...(endpoint.revisioned
      ? [{ $ref: '#/components/parameters/IfMatch' }]
      : []),
    ...(isWrite(endpoint)
      ? [{ $ref: '#/components/parameters/IdempotencyKey' }]
      : []),
  ];
}

function fields(place: 'path' | 'query', schema?: z.ZodObject): JsonObject[] {
  return Object.entries<z.ZodType>(schema?.shape ?? {}).map(
    ([name, field]) => ({
      name,
      in: place,
      required: place === 'path' || !field.safeParse(undefined).success,
      schema: fieldSchema(field),
    }),
  );
}

function bodyOf(
  name: string,
  endpoint: Endpoint,
  components: SchemaComponents,
): JsonObject | undefined {
  const { body, revisioned, method } = endpoint;
  let schema = body;
  if (revisioned && method !== 'DELETE')
    schema = z.strictObject({
      ...(body instanceof z.ZodObject ? body.shape : {}),
      ...revisionField,
    });
  if (!schema) return undefined;
  return {
    required: body !== undefined && !schema.safeParse({}).success,
    content: {
      [JSON_TYPE]: { schema: components.ref(schema, `${pascal(name)}Body`) },
    },
  };
}

function successOf(
  name: string,
  endpoint: Endpoint,
  components: SchemaComponents,
): JsonObject {
  const { response, contentType, status = 200 } = endpoint;
  const description = ok[status];
  if (contentType)
    return {
      description,
      content: { [contentType]: { schema: { type: 'string' } } },
    };
  if (!response) return { description };
  const hasRevision =
    response instanceof z.ZodObject &&
    'id' in response.shape &&
    'revision' in response.shape;
  return {
    description,
    ...(hasRevision && {
      headers: { ETag: { $ref: '#/components/headers/ETag' } },
    }),
    content: {
      [JSON_TYPE]: {
        schema: components.ref(response, `${pascal(name)}Answer`),
      },
    },
  };
}

function failuresOf(endpoint: Endpoint): JsonObject {
  const { method, params, revisioned, unauthenticated } = endpoint;
  const failures: Record<string, string | false> = {
    400: 'InvalidRequest',
    401: !unauthenticated && 'NotAuthenticated',
    403: !unauthenticated && 'NotAllowed',
    404: params !== undefined && 'NotFound',
    409: isWrite(endpoint) && (revisioned ? 'RevisionConflict' : 'Conflict'),
    413: method !== 'GET' && 'BodyTooLarge',
    415: method !== 'GET' && 'NotJson',
    422: isWrite(endpoint) && 'KeyReused',
  };
  return Object.fromEntries(
    Object.entries(failures)
      .filter(([, name]) => name)
      .map(([status, name]) => [
        status,
        { $ref: `#/components/responses/${name}` },
      ]),
  );
}

function pascal(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
