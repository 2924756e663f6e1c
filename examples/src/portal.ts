import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { setTimeout as wait } from 'node:timers/promises';

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

/**
 * Signs in as the guest of the portal, as its sign-in page does. A portal that
 * has just started may not know the guest's groups yet, and without them the
 * guest may do nothing: it is given some time to read its catalog.
 */
export async function signInAsGuest(url: string): Promise<string> {
  const patience = Date.now() + 30_000;
  for (;;) {
    const token = await guestToken(url);
    const groups = await groupsOf(url, token);
    if (groups.length > 0 || Date.now() > patience) return token;
    await wait(1000);
  }
}

async function guestToken(url: string): Promise<string> {
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

async function groupsOf(url: string, token: string): Promise<string[]> {
  const response = await fetch(`${url}/api/auth/v1/userinfo`, {
    headers: { Authorization: `Bearer ${token}` },
  });
  const { claims } = await response.json();
  return (claims?.ent ?? []).filter((ref: string) => ref.startsWith('group:'));
}
