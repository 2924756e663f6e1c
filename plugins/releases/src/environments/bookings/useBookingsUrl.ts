import type { BookingUsage } from '@release-desk/plugin-releases-common';
import { useCallback, useMemo, useRef } from 'react';
import { useSearchParams } from 'react-router-dom';
import { ScaleKind } from './lanes/TimelineScale';

export type BookingsShape = 'lanes' | 'table';

/** Everything about the view of bookings that a link can share. */
export interface BookingsUrl {
  /** `YYYY-MM-DD`; today when absent. */
  date?: string;
  scale: ScaleKind;
  shape: BookingsShape;
  tier: string[];
  environment: string[];
  owner: string[];
  group: string[];
  usage: BookingUsage[];
  q?: string;
  mine: boolean;
  /** The booking in the side panel. */
  booking?: string;
}

const SCALES: readonly ScaleKind[] = ['day', 'week', 'month'];
const LISTS = ['tier', 'environment', 'owner', 'group', 'usage'] as const;
/** What a view is without a word in the URL. */
const DEFAULTS: Record<string, string> = { scale: 'week', shape: 'lanes' };

export const NO_BOOKING_FILTERS: Partial<BookingsUrl> = {
  tier: [],
  environment: [],
  owner: [],
  group: [],
  usage: [],
  q: undefined,
  mine: false,
};

/** Reads the state; what has no meaning is ignored. */
export function parseBookingsUrl(params: URLSearchParams): BookingsUrl {
  const date = params.get('date') ?? '';
  const list = (name: string) => params.getAll(name).filter(Boolean);
  return {
    date: /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : undefined,
    scale: SCALES.find(one => one === params.get('scale')) ?? 'week',
    shape: params.get('shape') === 'table' ? 'table' : 'lanes',
    tier: list('tier'),
    environment: list('environment'),
    owner: list('owner'),
    group: list('group'),
    usage: list('usage') as BookingUsage[],
    q: params.get('q')?.slice(0, 200) || undefined,
    mine: params.get('mine') === '1',
    booking: params.get('booking') || undefined,
  };
}

/** Applies a change to the search parameters, keeping those that are not ours. */
export function applyBookingsUrl(
  params: URLSearchParams,
  change: Partial<BookingsUrl>,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    if (Array.isArray(value)) for (const one of value) next.append(name, one);
    else if (value === true) next.set(name, '1');
    else if (typeof value === 'string' && value && value !== DEFAULTS[name])
      next.set(name, value);
  }
  return next;
}

/** How many filters narrow the view. */
export function countFilters(url: BookingsUrl): number {
  return (
    LISTS.filter(name => url[name].length > 0).length +
    (url.q ? 1 : 0) +
    (url.mine ? 1 : 0)
  );
}

export type ChangeBookingsUrl = (
  change: Partial<BookingsUrl>,
  options?: { push?: boolean },
) => void;

/** The view's part of the URL. The second value is stable. */
export function useBookingsUrl(): [BookingsUrl, ChangeBookingsUrl] {
  const [params, setParams] = useSearchParams();
  const latest = useRef({ params, setParams });
  latest.current = { params, setParams };
  const url = useMemo(() => parseBookingsUrl(params), [params]);
  const change = useCallback<ChangeBookingsUrl>((next, options) => {
    const changed = applyBookingsUrl(latest.current.params, next);
    // Two changes in one event must not undo each other.
    latest.current.params = changed;
    latest.current.setParams(changed, { replace: !options?.push });
  }, []);
  return [url, change];
}
