import { ResponseError } from '@backstage/errors';
import { releasesContract, ReleasesContract } from './contract';
import { Contract, Endpoint, EndpointInput, EndpointOutput } from './endpoint';

/** @public */
export interface CallOptions {
  /** A Backstage token, where `fetchApi` does not add one. */
  token?: string;
  /** Makes a write that is sent twice happen once. */
  idempotencyKey?: string;
  signal?: AbortSignal;
}

type ClientCall<E extends Endpoint> = E extends { contentType: string }
  ? (input: EndpointInput<E>, options?: CallOptions) => Promise<Response>
  : (
      input: EndpointInput<E>,
      options?: CallOptions,
    ) => Promise<EndpointOutput<E>>;

/**
 * One method for each endpoint of a contract, under its name.
 *
 * @public
 */
export type ClientOf<C extends Contract> = {
  [Name in keyof C]: ClientCall<C[Name]>;
};

/** @public */
export interface ReleasesClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  fetchApi?: { fetch: typeof fetch };
}

/**
 * The typed client of `/api/releases`, for browsers, backends and scripts. It
 * has one method for each endpoint of {@link releasesContract}; failures throw
 * a `ResponseError`.
 *
 * @example
 * ```ts
 * const { state } = await client.getWindowState({ query: { entityRef: 'component:default/checkout-api' } });
 * ```
 *
 * @public
 */
export interface ReleasesClient extends ClientOf<ReleasesContract> {}

/** @public */
// eslint-disable-next-line @typescript-eslint/no-unsafe-declaration-merging, no-redeclare
export class ReleasesClient {
  readonly #options: ReleasesClientOptions;

  constructor(options: ReleasesClientOptions) {
    this.#options = options;
    for (const [name, endpoint] of Object.entries<Endpoint>(releasesContract)) {
      Object.defineProperty(this, name, {
        value: (input: Parts, callOptions?: CallOptions) =>
          this.#call(endpoint, input, callOptions),
      });
    }
  }

  async #call(
    endpoint: Endpoint,
    input: Parts = {},
    options: CallOptions = {},
  ): Promise<unknown> {
    const baseUrl = await this.#options.discoveryApi.getBaseUrl('releases');
    const fetcher = this.#options.fetchApi?.fetch ?? fetch;
    const response = await fetcher(baseUrl + pathOf(endpoint, input), {
      method: endpoint.method,
      headers: {
        ...(input.body !== undefined && { 'Content-Type': 'application/json' }),
        ...(input.revision !== undefined && {
          'If-Match': `"${input.revision}"`,
        }),
        ...(options.idempotencyKey && {
          'Idempotency-Key': options.idempotencyKey,
        }),
        ...(options.token && { Authorization: `Bearer ${options.token}` }),
      },
      body: input.body === undefined ? undefined : JSON.stringify(input.body),
      signal: options.signal,
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    if (endpoint.contentType) return response;
    return endpoint.response ? response.json() : undefined;
  }
}

interface Parts {
  params?: Record<string, unknown>;
  query?: Record<string, unknown>;
  body?: unknown;
  revision?: number;
}

function pathOf(endpoint: Endpoint, input: Parts): string {
  const path = endpoint.path.replace(/:(\w+)/g, (_, name) =>
    encodeURIComponent(String(input.params?.[name])),
  );
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(input.query ?? {})) {
    for (const one of [value].flat())
      if (one !== undefined) search.append(name, String(one));
  }
  return search.size > 0 ? `${path}?${search}` : path;
}
