import { useApi } from '@backstage/frontend-plugin-api';
import {
  LogVerification,
  verifyLog,
} from '@release-desk/plugin-releases-common';
import { useCallback, useEffect, useRef, useState } from 'react';
import { releasesApiRef } from '../api';
import { linesOfResponse } from './linesOfResponse';

export type VerificationState =
  | { status: 'idle' }
  | { status: 'running'; lines: number }
  | { status: 'done'; result: LogVerification }
  | { status: 'failed'; error: unknown };

const TELL_EVERY_MS = 100;

/**
 * Checks the exported log in this browser, with the code of the offline
 * verifier: the server is only asked for the lines and the key.
 */
export function useVerification() {
  const api = useApi(releasesApiRef);
  const [state, setState] = useState<VerificationState>({ status: 'idle' });
  const running = useRef<AbortController>();

  const stop = useCallback(() => {
    running.current?.abort();
    running.current = undefined;
    setState({ status: 'idle' });
  }, []);

  const start = useCallback(async () => {
    const controller = new AbortController();
    running.current?.abort();
    running.current = controller;
    const { signal } = controller;
    const tell = (next: VerificationState) => {
      if (!signal.aborted) setState(next);
    };
    tell({ status: 'running', lines: 0 });
    try {
      const { verifierKey } = await api.getAuditKey({}, { signal });
      const response = await api.exportAudit({}, { signal });
      let told = Date.now();
      const lines = linesOfResponse(response, count => {
        if (Date.now() - told < TELL_EVERY_MS) return;
        told = Date.now();
        tell({ status: 'running', lines: count });
      });
      const result = await verifyLog(breathing(lines), { verifierKey });
      tell({ status: 'done', result });
    } catch (error) {
      tell({ status: 'failed', error });
    }
  }, [api]);

  useEffect(() => () => running.current?.abort(), []);
  return { state, start, stop };
}

/** Gives the page a chance to paint and to be clicked in between. */
async function* breathing(lines: AsyncIterable<string>) {
  let since = performance.now();
  for await (const line of lines) {
    if (performance.now() - since > 30) {
      await new Promise(resolve => setTimeout(resolve));
      since = performance.now();
    }
    yield line;
  }
}
