import { APIRequestContext, expect } from '@playwright/test';

/** The API of the suite as the guest sees it, for what a journey needs before it begins. */
export async function apiAsGuest(request: APIRequestContext) {
  const signedIn = await request.post('/api/auth/guest/refresh', {
    headers: { 'X-Requested-With': 'XMLHttpRequest' },
  });
  const { backstageIdentity } = await signedIn.json();
  return apiWith(request, backstageIdentity.token);
}

/** The same for somebody else, who may approve what the guest asks for. */
export async function apiAsColleague(request: APIRequestContext) {
  return apiWith(request, process.env.RELEASE_DESK_EXAMPLES_TOKEN!);
}

function apiWith(request: APIRequestContext, token: string) {
  const headers = { Authorization: `Bearer ${token}` };

  const call = async (
    method: 'GET' | 'POST' | 'DELETE',
    path: string,
    options: { data?: unknown; revision?: number } = {},
  ) => {
    const { data, revision } = options;
    const response = await request.fetch(`/api/releases${path}`, {
      method,
      data,
      headers: {
        ...headers,
        ...(revision !== undefined && { 'If-Match': `"${revision}"` }),
      },
    });
    expect(response.ok(), `${method} ${path}: ${response.status()}`).toBe(true);
    const text = await response.text();
    return text ? JSON.parse(text) : undefined;
  };
  return {
    token,
    get: (path: string) => call('GET', path),
    post: (path: string, data: unknown) => call('POST', path, { data }),
    remove: (path: string, revision: number) =>
      call('DELETE', path, { revision }),
  };
}
