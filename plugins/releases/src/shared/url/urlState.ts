import type { TimelineKind } from '@release-desk/plugin-releases-common';

export type CalendarView = 'month' | 'week' | 'list' | 'timeline';

export const CALENDAR_VIEWS: readonly CalendarView[] = [
  'month',
  'week',
  'list',
  'timeline',
];

const KINDS: readonly TimelineKind[] = [
  'freeze',
  'allow',
  'advisory',
  'release',
  'business',
  'vendor',
];

/** What the API takes as the ref of an entity. */
const ENTITY_REF = /^[^\s:/]+:[^\s:/]+\/[^\s/]+$/;

export type Nearness = 'mine' | 'near';

/** Everything about the calendar that a link can share. */
export interface UrlState {
  /** Absent: the one that suits the width. */
  view?: CalendarView;
  /** `YYYY-MM-DD` in the viewer's zone; today when absent. */
  date?: string;
  q?: string;
  kind: TimelineKind[];
  /** Entity refs. */
  owner: string[];
  system: string[];
  environment: string[];
  /** Entity refs; items that touch one of them. Only a link sets it. */
  entity: string[];
  near?: Nearness;
  /** Only releases that fall into a freeze, with those freezes. */
  collisions: boolean;
  /** One mark of the legend that everything else is hidden for, e.g. `status:ready`. */
  mark?: string;
  /** Id of the timeline item, or `day:YYYY-MM-DD`, in the side panel. */
  item?: string;
  /** Of the timeline view. */
  group?: string;
  zoom?: string;
}

/** What narrows the view, in contrast to where one looks. */
export const FILTER_KEYS = [
  'q',
  'kind',
  'owner',
  'system',
  'environment',
  'entity',
  'near',
  'collisions',
  'mark',
] as const;

function oneOf<T extends string>(
  value: string | null,
  allowed: readonly T[],
): T | undefined {
  return allowed.find(one => one === value);
}

/** Reads the state; whatever a link carries that has no meaning is ignored. */
export function parseUrlState(params: URLSearchParams): UrlState {
  const text = (name: string) => params.get(name) || undefined;
  const date = text('date');
  return {
    view: oneOf(params.get('view'), CALENDAR_VIEWS),
    date: date && /^\d{4}-\d{2}-\d{2}$/.test(date) ? date : undefined,
    q: text('q')?.slice(0, 200),
    kind: params.getAll('kind').flatMap(value => oneOf(value, KINDS) ?? []),
    owner: params.getAll('owner'),
    system: params.getAll('system'),
    environment: params.getAll('environment'),
    entity: params.getAll('entity').filter(ref => ENTITY_REF.test(ref)),
    near: oneOf<Nearness>(params.get('near'), ['mine', 'near']),
    collisions: params.get('collisions') === '1',
    mark: text('mark'),
    item: text('item'),
    group: text('group'),
    zoom: text('zoom'),
  };
}

/** Applies a change to the search parameters, keeping those that are not ours. */
export function applyUrlState(
  params: URLSearchParams,
  change: Partial<UrlState>,
): URLSearchParams {
  const next = new URLSearchParams(params);
  for (const [name, value] of Object.entries(change)) {
    next.delete(name);
    if (Array.isArray(value)) for (const one of value) next.append(name, one);
    else if (value === true) next.set(name, '1');
    else if (typeof value === 'string' && value !== '') next.set(name, value);
  }
  return next;
}

export function hasFilters(state: UrlState): boolean {
  return FILTER_KEYS.some(key => {
    const value = state[key];
    return Array.isArray(value) ? value.length > 0 : Boolean(value);
  });
}

/** The change that takes every filter away. */
export const NO_FILTERS: Partial<UrlState> = {
  q: undefined,
  kind: [],
  owner: [],
  system: [],
  environment: [],
  entity: [],
  near: undefined,
  collisions: false,
  mark: undefined,
};
