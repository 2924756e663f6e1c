import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { RunningBackend } from './backend';

/** The public API, as the guest of the portal. */
export function clientOf({
  port,
  token,
}: Pick<RunningBackend, 'port' | 'token'>): ReleasesClient {
  return new ReleasesClient({
    discoveryApi: {
      getBaseUrl: async () => `http://127.0.0.1:${port}/api/releases`,
    },
    fetchApi: {
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        const send = () => fetch(input, { ...init, headers });
        // A connection that idled while rows were written is gone: the first
        // request on it never reached the server.
        return send().catch(send);
      },
    },
  });
}
