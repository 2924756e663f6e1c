import { useApi } from '@backstage/frontend-plugin-api';
import { Preview } from '@release-desk/plugin-releases-common';
import { useEffect, useState } from 'react';
import { releasesApiRef } from '../../api';
import { Draft } from './draft';
import { useDebounced } from './lib/useDebounced';
import { previewBodyOf } from './requestOf';
import { whenErrors } from './when/scheduleOf';

/** Waits so long for the next change before it asks. */
const PAUSE_MS = 300;

export interface PreviewState {
  /** The newest answer, also while a newer one is on its way. */
  preview?: Preview;
  /** Whether the answer is about an older draft. */
  stale: boolean;
  error?: Error;
  retry(): void;
}

/** What the draft would mean, asked anew whenever it has stood still for a moment. */
export function usePreview(draft: Draft, id?: string): PreviewState {
  const api = useApi(releasesApiRef);
  const isAsked = draft.kind !== 'release';
  const withSchedule = Object.keys(whenErrors(draft.when)).length === 0;
  const body = JSON.stringify(previewBodyOf(draft, { id, withSchedule }));
  const settled = useDebounced(body, PAUSE_MS);
  const [attempt, setAttempt] = useState(0);
  const [answer, setAnswer] = useState<{
    of?: string;
    preview?: Preview;
    error?: Error;
  }>({});

  useEffect(() => {
    if (!isAsked) return undefined;
    const abort = new AbortController();
    api
      .previewWindow({ body: JSON.parse(settled) }, { signal: abort.signal })
      .then(
        preview => setAnswer({ of: settled, preview }),
        error => {
          if (!abort.signal.aborted)
            setAnswer(last => ({ ...last, of: settled, error }));
        },
      );
    return () => abort.abort();
  }, [api, settled, attempt, isAsked]);

  return {
    preview: answer.preview,
    error: answer.error,
    stale: isAsked && answer.of !== body,
    retry: () => setAttempt(count => count + 1),
  };
}
