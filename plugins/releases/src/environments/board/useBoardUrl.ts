import type {
  EnvironmentTier,
  LifecycleClass,
} from '@release-desk/plugin-releases-common';
import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';

export const TIERS: readonly EnvironmentTier[] = [
  'development',
  'test',
  'staging',
  'production',
];
export const CLASSES: readonly LifecycleClass[] = [
  'ephemeral',
  'shared',
  'long-lived',
];
export const ONLY = ['free', 'ours', 'findings', 'idle', 'unclaimed'] as const;
export type Only = (typeof ONLY)[number];

/** What the board is narrowed to, as a link can share it. */
export interface BoardFilter {
  q?: string;
  tier: EnvironmentTier[];
  class: LifecycleClass[];
  /** Entity refs. */
  owner: string[];
  system: string[];
  only: Only[];
}

export const NO_FILTER: BoardFilter = {
  tier: [],
  class: [],
  owner: [],
  system: [],
  only: [],
};

export type ChangeBoard = (change: Partial<BoardFilter>) => void;

const KEYS = ['tier', 'class', 'owner', 'system', 'only'] as const;

/** What the API takes as the ref of an entity. */
const ENTITY_REF = /^[^\s:/]+:[^\s:/]+\/[^\s/]+$/;

function known<T extends string>(values: string[], all: readonly T[]): T[] {
  return all.filter(one => values.includes(one));
}

/** Reads the filter; whatever a link carries that has no meaning is ignored. */
export function parseBoardFilter(params: URLSearchParams): BoardFilter {
  const refs = (name: string) =>
    params.getAll(name).filter(ref => ENTITY_REF.test(ref));
  return {
    q: params.get('q')?.slice(0, 200) || undefined,
    tier: known(params.getAll('tier'), TIERS),
    class: known(params.getAll('class'), CLASSES),
    owner: refs('owner'),
    system: refs('system'),
    only: known(params.getAll('only'), ONLY),
  };
}

export function isFiltered(filter: BoardFilter): boolean {
  return Boolean(filter.q) || KEYS.some(key => filter[key].length > 0);
}

/** The board's part of the URL; the second value is stable. */
export function useBoardUrl(): [BoardFilter, ChangeBoard] {
  const [params, setParams] = useSearchParams();
  const latest = useRef({ params, setParams });
  latest.current = { params, setParams };
  const key = params.toString();
  const filter = useMemo(
    () => parseBoardFilter(new URLSearchParams(key)),
    [key],
  );
  const change = useCallback<ChangeBoard>(next => {
    const changed = new URLSearchParams(latest.current.params);
    for (const [name, value] of Object.entries(next)) {
      changed.delete(name);
      for (const one of [value ?? []].flat())
        if (one) changed.append(name, one);
    }
    // Two changes in one event must not undo each other.
    latest.current.params = changed;
    latest.current.setParams(changed, { replace: true });
  }, []);
  return [filter, change];
}
