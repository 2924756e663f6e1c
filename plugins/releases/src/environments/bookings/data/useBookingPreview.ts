import { useApi } from '@backstage/frontend-plugin-api';
import type {
  BookingInput,
  BookingPreview,
} from '@release-desk/plugin-releases-common';
import { useEffect, useState } from 'react';
import { releasesApiRef } from '../../../api';

/** Waits so long for the next change before it asks. */
const PAUSE_MS = 300;

export interface BookingPreviewState {
  /** The newest answer, also while a newer one is on its way. */
  preview?: BookingPreview;
  /** Whether the answer is about something older than what is asked. */
  isStale: boolean;
  error?: unknown;
  retry(): void;
}

/** The wish as the client takes it: what has a default may be left out. */
export type BookingWish = Pick<
  BookingInput,
  'purpose' | 'usage' | 'mode' | 'start' | 'end' | 'timeZone' | 'onBehalfOf'
> &
  Partial<BookingInput>;

/** What a booking would meet, asked once the wish has stood still; `undefined` asks nothing. */
export function useBookingPreview(
  wish: BookingWish | undefined,
): BookingPreviewState {
  const api = useApi(releasesApiRef);
  const key = wish && JSON.stringify(wish);
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<{
    of?: string;
    preview?: BookingPreview;
    error?: unknown;
  }>({});
  useEffect(() => {
    if (key === undefined) return undefined;
    const abort = new AbortController();
    const timer = setTimeout(
      () =>
        api
          .previewBooking({ body: JSON.parse(key) }, { signal: abort.signal })
          .then(
            preview => {
              if (!abort.signal.aborted) setAnswer({ of: key, preview });
            },
            error => {
              if (!abort.signal.aborted) setAnswer({ of: key, error });
            },
          ),
      PAUSE_MS,
    );
    return () => {
      clearTimeout(timer);
      abort.abort();
    };
  }, [api, key, attempt]);
  return {
    ...answer,
    isStale: key !== undefined && answer.of !== key,
    retry: () => setAttempt(count => count + 1),
  };
}
