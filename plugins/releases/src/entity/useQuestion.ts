import type { Action, Invoker } from '@release-desk/plugin-releases-common';
import { useCallback } from 'react';
import { useSearchParams } from 'react-router-dom';

export const ACTIONS: Action[] = [
  'deploy',
  'promote',
  'apply',
  'rollback',
  'flag',
  'approve',
];
export type Who = 'anyone' | Invoker;
const WHO: Who[] = ['anyone', 'human', 'automation'];

/** May [who] [action] to [where] [when]? Shared as a link. */
export interface Question {
  who: Who;
  action: Action;
  /** A ref, `tier:<tier>`, or undefined for what suits best. */
  where?: string;
  /** Instant; now when absent. */
  at?: string;
}

function oneOf<T extends string>(
  value: string | null,
  allowed: T[],
  rest: T,
): T {
  return allowed.find(one => one === value) ?? rest;
}

export function readQuestion(params: URLSearchParams): Question {
  const at = params.get('at');
  return {
    who: oneOf(params.get('who'), WHO, 'anyone'),
    action: oneOf(params.get('action'), ACTIONS, 'deploy'),
    where: params.get('where') ?? undefined,
    at:
      at && !Number.isNaN(Date.parse(at))
        ? new Date(at).toISOString()
        : undefined,
  };
}

/** The question of the tab, kept in the URL; what is usual is left out of it. */
export function useQuestion(): [Question, (change: Partial<Question>) => void] {
  const [params, setParams] = useSearchParams();
  const change = useCallback(
    (patch: Partial<Question>) =>
      setParams(
        last => {
          const next = new URLSearchParams(last);
          for (const [name, value] of Object.entries(patch)) {
            if (!value || value === 'anyone' || value === 'deploy')
              next.delete(name);
            else next.set(name, value);
          }
          return next;
        },
        { replace: true },
      ),
    [setParams],
  );
  return [readQuestion(params), change];
}
