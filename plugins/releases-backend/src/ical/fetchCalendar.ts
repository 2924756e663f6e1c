import { InputError } from '@backstage/errors';

export interface FetchedCalendar {
  status: 'changed' | 'unchanged';
  content?: string;
  etag?: string;
  lastModified?: string;
}

const MAX_BYTES = 1_000_000;
const MAX_REDIRECTS = 3;
const TIMEOUT_MS = 15_000;

/**
 * Reads a calendar over HTTP, conditionally. Only hosts that the configuration
 * allows are ever asked, redirects included; the size counts after
 * decompression. Throws an `Error` whose message can be shown.
 */
export async function fetchCalendar(options: {
  url: string;
  allowedHosts: string[];
  etag?: string;
  lastModified?: string;
  signal?: AbortSignal;
}): Promise<FetchedCalendar> {
  const { etag, lastModified } = options;
  const signal = AbortSignal.any([
    AbortSignal.timeout(TIMEOUT_MS),
    ...(options.signal ? [options.signal] : []),
  ]);
  let url = options.url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop++) {
    assertAllowedUrl(url, options.allowedHosts);
    const response = await fetch(url, {
      redirect: 'manual',
      signal,
      headers: {
        Accept: 'text/calendar, text/plain;q=0.5',
        ...(etag && { 'If-None-Match': etag }),
        ...(lastModified && { 'If-Modified-Since': lastModified }),
      },
    });
    if (response.status === 304) return { status: 'unchanged' };
    const location = response.headers.get('location');
    if (response.status >= 300 && response.status < 400 && location) {
      await response.body?.cancel();
      url = new URL(location, url).toString();
      continue;
    }
    if (!response.ok) {
      await response.body?.cancel();
      throw new Error(`The calendar's server answered ${response.status}`);
    }
    return {
      status: 'changed',
      content: await readBounded(response),
      etag: response.headers.get('etag') ?? undefined,
      lastModified: response.headers.get('last-modified') ?? undefined,
    };
  }
  throw new Error(`The calendar redirects more than ${MAX_REDIRECTS} times`);
}

/**
 * Throws `InputError` unless the host is allowed: `calendar.example.com`,
 * `*.example.com` for any below it, with `:port` where it is not the usual one.
 */
export function assertAllowedUrl(url: string, allowedHosts: string[]): void {
  if (!URL.canParse(url)) throw new InputError('url: expected a URL');
  const { protocol, hostname, host, username, password } = new URL(url);
  if (protocol !== 'https:' && protocol !== 'http:') {
    throw new InputError('url: expected an http or https URL');
  }
  if (username || password) {
    throw new InputError('url: expected a URL without a user or password');
  }
  const allowed = allowedHosts.some(pattern => {
    const wanted = pattern.toLowerCase();
    const named = wanted.includes(':') ? host : hostname;
    // `host` has no port exactly when it is the usual one.
    if (!wanted.includes(':') && host !== hostname) return false;
    return wanted.startsWith('*.')
      ? named.endsWith(wanted.slice(1))
      : named === wanted;
  });
  if (!allowed) {
    throw new InputError(
      `url: the host '${host}' is not one of releases.ical.allowedHosts`,
    );
  }
}

async function readBounded(response: Response): Promise<string> {
  const decoder = new TextDecoder();
  let text = '';
  let bytes = 0;
  for await (const chunk of response.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > MAX_BYTES) {
      throw new Error(`The calendar is larger than ${MAX_BYTES} bytes`);
    }
    text += decoder.decode(chunk, { stream: true });
  }
  return text + decoder.decode();
}
