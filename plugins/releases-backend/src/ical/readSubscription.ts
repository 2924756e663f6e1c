import { createHash } from 'node:crypto';
import { toError } from '@backstage/errors';
import { fetchCalendar } from './fetchCalendar';
import { ParsedCalendar, parseCalendar } from './parseCalendar';
import { StoredSubscription } from './SubscriptionStore';

/** What a reading found: a calendar, the one that is known, or why neither. */
export type Reading =
  | {
      calendar: ParsedCalendar;
      hash: string;
      etag?: string;
      lastModified?: string;
    }
  | { unchanged: true; etag?: string; lastModified?: string }
  | { error: string };

/** Reads what was uploaded, or else the URL; never throws. */
export async function readSubscription(
  subscription: StoredSubscription,
  options: {
    content?: string;
    allowedHosts: string[];
    signal?: AbortSignal;
  },
): Promise<Reading> {
  const { etag, lastModified, timeZone } = subscription;
  try {
    const fetched =
      options.content === undefined
        ? await fetchCalendar({
            ...options,
            url: subscription.url!,
            etag,
            lastModified,
          })
        : { content: options.content };
    const { content } = fetched;
    if (content === undefined) return { unchanged: true, etag, lastModified };
    const validators = {
      etag: 'etag' in fetched ? fetched.etag : undefined,
      lastModified:
        'lastModified' in fetched ? fetched.lastModified : undefined,
    };
    const hash = createHash('sha256').update(content).digest('hex');
    if (hash === subscription.contentHash)
      return { unchanged: true, ...validators };
    const calendar = parseCalendar(content, { defaultTimeZone: timeZone });
    return { calendar, hash, ...validators };
  } catch (error) {
    return { error: readable(error) };
  }
}

function readable(thrown: unknown): string {
  const error = toError(thrown);
  if (error.name === 'TimeoutError')
    return 'The calendar did not answer in time';
  const cause = error.cause as { code?: string } | undefined;
  if (cause?.code) return `The calendar could not be reached: ${cause.code}`;
  return error.message.slice(0, 500);
}
