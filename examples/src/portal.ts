import { ReleasesClient } from '@release-desk/plugin-releases-common';

/** The calls of one user or service to a portal. */
export function clientFor(url: string, token: string): ReleasesClient {
  return new ReleasesClient({
    discoveryApi: {
      async getBaseUrl(pluginId) {
        return `${url}/api/${pluginId}`;
      },
    },
    fetchApi: {
      fetch: (input, init) => {
        const headers = new Headers(init?.headers);
        headers.set('Authorization', `Bearer ${token}`);
        return fetch(input, { ...init, headers });
      },
    },
  });
}

/** Signs in as the guest of the portal, as its sign-in page does. */
export async function signInAsGuest(url: string): Promise<string> {
  const response = await fetch(`${url}/api/auth/guest/refresh`, {
    method: 'POST',
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const answer = await response.json();
  if (!response.ok) {
    const reason = answer?.error?.message ?? response.statusText;
    throw new Error(`${url} does not let guests in: ${reason}`);
  }
  return answer.backstageIdentity.token;
}
