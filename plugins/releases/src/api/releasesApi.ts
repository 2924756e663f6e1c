import {
  createApiRef,
  DiscoveryApi,
  FetchApi,
} from '@backstage/frontend-plugin-api';
import type {
  ClientOf,
  ReleasesContract,
} from '@release-desk/plugin-releases-common';

/**
 * The releases backend: one method for each endpoint of its contract.
 *
 * @public
 */
export interface ReleasesApi extends ClientOf<ReleasesContract> {}

/** @public */
export const releasesApiRef = createApiRef<ReleasesApi>().with({
  id: 'plugin.releases.client',
  pluginId: 'releases',
});

type Method = (...args: unknown[]) => Promise<unknown>;

/**
 * A {@link ReleasesApi} that loads the client, and with it every schema of the
 * contract, only when it is first called.
 */
export function createLazyReleasesApi(options: {
  discoveryApi: DiscoveryApi;
  fetchApi: FetchApi;
}): ReleasesApi {
  let client: Promise<Record<string, Method>> | undefined;
  const load = () => {
    client ??= import('@release-desk/plugin-releases-common').then(
      ({ ReleasesClient }) =>
        new ReleasesClient(options) as unknown as Record<string, Method>,
    );
    return client;
  };
  const methods = new Map<string, Method>();
  return new Proxy({} as ReleasesApi, {
    get(_target, name) {
      // A promise that resolves to this object must not take it for a promise.
      if (typeof name !== 'string' || name === 'then') return undefined;
      let method = methods.get(name);
      if (!method) {
        method = async (...args) => (await load())[name](...args);
        methods.set(name, method);
      }
      return method;
    },
  });
}
