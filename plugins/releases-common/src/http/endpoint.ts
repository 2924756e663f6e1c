import { Permission } from '@backstage/plugin-permission-common';
import { z } from 'zod';

/** @public */
export type HttpMethod = 'GET' | 'POST' | 'PATCH' | 'DELETE';

/**
 * One endpoint as data. Router, client, OpenAPI document and fuzz test are
 * derived from it, so they cannot disagree.
 *
 * @public
 */
export interface Endpoint {
  method: HttpMethod;
  /** Below `/api/releases`, parameters as `:name`. */
  path: `/${string}`;
  /** Sentence case, shown in the API documentation. */
  summary: string;
  description?: string;
  /** The OpenAPI tag, which is the room's name. */
  room: string;
  /** What the service will ask for; documentation, never the check itself. */
  permissions?: readonly Permission[];
  /** Path parameters. */
  params?: z.ZodObject;
  query?: z.ZodObject;
  body?: z.ZodType;
  /** `undefined` for 204 and for answers that are not JSON. */
  response?: z.ZodType;
  /** Success status, 200 unless told. */
  status?: 200 | 201 | 204;
  /** True for a POST that only asks: it changes nothing, and is asked as often as one likes. */
  safe?: boolean;
  /** True for updates and deletes: `If-Match` or `revision` in the body. */
  revisioned?: boolean;
  /** Content type of an answer that is not JSON, e.g. `text/calendar`. */
  contentType?: string;
  /** Raised body limit in bytes, 256 KiB unless told. */
  maxBodyBytes?: number;
  /** The answer holds a secret: it is not kept to be repeated under an `Idempotency-Key`. */
  secretAnswer?: boolean;
  /** Only for feeds at a secret URL. */
  unauthenticated?: boolean;
}

/**
 * Keeps the literal type of an endpoint while checking its shape.
 *
 * @public
 */
export function endpoint<const E extends Endpoint>(definition: E): E {
  return definition;
}

/**
 * Whether a request to it may change something.
 *
 * @public
 */
export function isWrite(one: Endpoint): boolean {
  return one.method !== 'GET' && !one.safe;
}

/** @public */
export type Contract = Record<string, Endpoint>;

type InputPart<E, K extends string, N extends string> = E extends {
  [P in K]: z.ZodType;
}
  ? {} extends z.input<E[K]>
    ? { [P in N]?: z.input<E[K]> }
    : { [P in N]: z.input<E[K]> }
  : {};

type ParsedPart<E, K extends string, N extends string> = E extends {
  [P in K]: z.ZodType;
}
  ? { [P in N]: z.output<E[K]> }
  : {};

/**
 * What a caller passes: `params`, `query` and `body`, as far as the endpoint
 * has them.
 *
 * @public
 */
export type EndpointInput<E extends Endpoint> = InputPart<
  E,
  'params',
  'params'
> &
  InputPart<E, 'query', 'query'> &
  InputPart<E, 'body', 'body'> &
  (E extends { revisioned: true } ? { revision: number } : {});

/**
 * What a handler receives: the same parts, parsed, with defaults filled in.
 *
 * @public
 */
export type EndpointRequest<E extends Endpoint> = ParsedPart<
  E,
  'params',
  'params'
> &
  ParsedPart<E, 'query', 'query'> &
  ParsedPart<E, 'body', 'body'> &
  (E extends { revisioned: true } ? { revision: number } : {});

/** @public */
export type EndpointOutput<E extends Endpoint> = E extends {
  response: z.ZodType;
}
  ? z.output<E['response']>
  : void;
