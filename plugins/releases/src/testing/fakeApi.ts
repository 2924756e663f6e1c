import type {
  CalendarEvent,
  Override,
  Release,
  StateAnswer,
  StateQuestion,
  TimelineItem,
  Window,
} from '@release-desk/plugin-releases-common';
import { nextOccurrences } from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import { ReleasesApi } from '../api';
import { bookingEndpoints } from './fakeBookings';
import {
  createEnvironmentsWorld,
  environmentEndpoints,
  EnvironmentsWorld,
} from './fakeEnvironments';
import { versionEndpoints } from './fakeVersions';
import { createFixtures, PICTURE_NOW, SERVICES } from './fixtures';

/** What a failed call of the client looks like. */
export class FakeResponseError extends Error {
  readonly body: {
    error: { name: string; message: string; current?: unknown };
  };
  constructor(readonly statusCode: number, message: string, current?: unknown) {
    super(message);
    this.name = 'ResponseError';
    this.body = { error: { name: 'Error', message, current } };
  }
}

interface FakeOptions {
  /** Epoch milliseconds. */
  now?: number;
  items?: TimelineItem[];
  /** Items a page, to make the reader page. */
  pageSize?: number;
}

/** An API with a memory, and a way to make it misbehave. */
export type FakeReleasesApi = ReleasesApi & {
  items: TimelineItem[];
  overrides: Override[];
  environments: EnvironmentsWorld;
  /** When set, every call fails with it. */
  failure?: Error;
  /** Lets a call answer otherwise. */
  override(
    name: string,
    answer: (input: any, usual: (input: any) => any) => unknown,
  ): void;
  /** Every call with its input. */
  calls: { name: string; input: any }[];
};

const userRef = 'user:default/mira.okafor';

function bookkeeping(item: TimelineItem) {
  return {
    id: item.sourceId,
    revision: item.revision,
    createdAt: '2026-11-01T08:00:00.000Z',
    createdBy: userRef,
    updatedAt: '2026-11-18T08:00:00.000Z',
    updatedBy: userRef,
  };
}

function scheduleOf(item: TimelineItem) {
  const start = DateTime.fromISO(item.start, { zone: item.timeZone });
  const minutes = (Date.parse(item.end) - Date.parse(item.start)) / 60_000;
  return {
    start: start.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
    timeZone: item.timeZone,
    duration: `PT${minutes}M`,
  };
}

function releaseOf(item: TimelineItem): Release {
  return {
    ...bookkeeping(item),
    title: item.title,
    owner: item.owner,
    entities: item.entities.map(entity => ({ version: '1', ...entity })),
    environments: item.environments,
    start: item.start,
    end: item.end,
    timeZone: item.timeZone,
    status: (item.status ?? 'planned') as Release['status'],
    links: [],
    notes: '',
  };
}

function windowOf(item: TimelineItem): Window {
  return {
    ...bookkeeping(item),
    kind: item.kind as Window['kind'],
    title: item.title,
    reason: 'Peak trade; production stays as it is.',
    owner: item.owner,
    schedule: scheduleOf(item),
    selector: item.systems.length ? { system: item.systems } : {},
    enforcement: item.enforcement ?? 'hard',
    actions: ['deploy', 'promote', 'apply'],
    invokers: ['human', 'automation'],
    exemptChangeTypes: ['rollback'],
    inFlight: 'finish',
    links: [],
    source: { type: 'native' },
    scheduleText: item.recurring ? 'Every Wednesday 20:00 to 24:00' : 'Once',
  };
}

function eventOf(item: TimelineItem): CalendarEvent {
  return {
    ...bookkeeping(item),
    kind: item.kind as CalendarEvent['kind'],
    category: (item.category ?? 'other') as CalendarEvent['category'],
    title: item.title,
    description: '',
    owner: item.owner,
    schedule: scheduleOf(item),
    selector: item.systems.length ? { system: item.systems } : {},
    vendor: item.vendor,
    links: [],
    source: { type: 'native' },
    scheduleText: 'Once',
  };
}

function matches(item: TimelineItem, query: Record<string, any>): boolean {
  const has = (filter: string | string[] | undefined, values: string[]) =>
    filter === undefined || [filter].flat().some(one => values.includes(one));
  const q = query.q?.toLowerCase();
  return (
    item.end > query.from &&
    item.start < query.to &&
    has(query.kind, [item.kind]) &&
    has(query.ownerRef, [item.owner]) &&
    has(query.systemRef, item.systems) &&
    has(query.environmentRef, item.environments) &&
    has(
      query.entityRef,
      item.entities.map(({ ref }) => ref),
    ) &&
    (!q ||
      `${item.title} ${item.entities
        .map(({ ref, version }) => `${ref} ${version}`)
        .join(' ')}`
        .toLowerCase()
        .includes(q))
  );
}

/** A releases API that answers from memory, for tests and the dev app. */
export function createFakeReleasesApi(
  options: FakeOptions = {},
): FakeReleasesApi {
  const { now = PICTURE_NOW, pageSize = 2000 } = options;
  const overrides: Record<
    string,
    (input: any, usual: (input: any) => any) => unknown
  > = {};
  const state = {
    items: options.items ?? createFixtures(now),
    overrides: [] as Override[],
    environments: createEnvironmentsWorld(),
    failure: undefined as Error | undefined,
    calls: [] as { name: string; input: any }[],
    override(
      name: string,
      answer: (input: any, usual: (input: any) => any) => unknown,
    ) {
      overrides[name] = answer;
    },
  };
  const find = (id: string) => {
    const found = state.items.find(({ sourceId }) => sourceId === id);
    if (!found) throw new FakeResponseError(404, `No item '${id}'`);
    return found;
  };
  const write = (
    input: { params: { id: string }; revision: number },
    change: Partial<TimelineItem> | undefined,
    current: (item: TimelineItem) => unknown,
  ) => {
    const item = find(input.params.id);
    if (item.revision !== input.revision)
      throw new FakeResponseError(
        409,
        'It was changed meanwhile',
        current(item),
      );
    state.items = change
      ? state.items.map(one =>
          one === item
            ? { ...one, ...change, revision: one.revision + 1 }
            : one,
        )
      : state.items.filter(one => one !== item);
  };
  const answer = (question: StateQuestion): StateAnswer => {
    const at = question.at ?? new Date(now).toISOString();
    const name = question.entityRef?.split('/')[1] ?? '';
    const system = SERVICES[name] && `system:default/${SERVICES[name].system}`;
    const isProduction = !question.environmentRef?.includes('staging');
    const closing = state.items.filter(
      item =>
        item.kind === 'freeze' &&
        item.start <= at &&
        item.end > at &&
        isProduction &&
        (system === undefined || item.systems.includes(system)),
    );
    const hard = closing.find(({ enforcement }) => enforcement === 'hard');
    const because = closing.map(item => ({
      windowId: item.sourceId,
      itemId: item.id,
      kind: 'freeze' as const,
      enforcement: item.enforcement ?? ('hard' as const),
      title: item.title,
      effect:
        item.enforcement === 'hard' ? ('closes' as const) : ('warns' as const),
      start: item.start,
      end: item.end,
    }));
    let result: StateAnswer['state'] = 'open';
    if (hard) result = 'closed';
    else if (closing.length) result = 'advisory';
    return {
      state: result,
      acknowledge: result === 'advisory',
      at,
      because,
      nextTransition: hard && { at: hard.end, to: 'open' },
    };
  };

  const endpoints: Record<string, (input: any) => unknown> = {
    getTimeline({ query }) {
      const span = Date.parse(query.to) - Date.parse(query.from);
      if (span > 400 * 24 * 60 * 60_000) {
        throw new FakeResponseError(400, 'to: expected at most 400 days');
      }
      const all = state.items.filter(item => matches(item, query));
      const offset = Number(query.cursor ?? 0);
      const size = Math.min(pageSize, query.limit ?? 500);
      const nextCursor =
        offset + size < all.length ? String(offset + size) : undefined;
      return {
        items: all.slice(offset, offset + size),
        pageInfo: { nextCursor },
      };
    },
    getRelease: ({ params }) => releaseOf(find(params.id)),
    getWindow: ({ params }) => windowOf(find(params.id)),
    getEvent: ({ params }) => eventOf(find(params.id)),
    updateRelease(input) {
      write(input, input.body, releaseOf);
      return releaseOf(find(input.params.id));
    },
    updateWindow(input) {
      const { title } = input.body;
      write(input, { ...(title && { title }) }, windowOf);
      return windowOf(find(input.params.id));
    },
    updateEvent(input) {
      const { title } = input.body;
      write(input, { ...(title && { title }) }, eventOf);
      return eventOf(find(input.params.id));
    },
    deleteRelease: input => write(input, undefined, releaseOf),
    deleteWindow: input => write(input, undefined, windowOf),
    deleteEvent: input => write(input, undefined, eventOf),
    getWindowState: ({ query }) => answer(query),
    askWindowStates: ({ body }) => ({ items: body.questions.map(answer) }),
    getOpenness: ({ query }) => ({
      items: ['staging-eu', 'production-eu', 'production-us'].map(name => {
        const environmentRef = `resource:default/${name}`;
        const ask = (at?: string) => answer({ ...query, environmentRef, at });
        const cuts = [
          query.from,
          ...state.items
            .filter(({ kind }) => kind === 'freeze')
            .flatMap(({ start, end }) => [start, end])
            .filter(at => at > query.from && at < query.to)
            .sort(),
          query.to,
        ];
        return {
          environmentRef,
          environmentTitle: name,
          environmentTier: name.split('-')[0],
          now: ask(),
          spans: cuts.slice(0, -1).map((start, index) => {
            const { state: is, acknowledge, because } = ask(start);
            return {
              start,
              end: cuts[index + 1],
              state: is,
              acknowledge,
              windowIds: because.map(({ windowId }) => windowId),
            };
          }),
        };
      }),
    }),
    previewWindow({ body }) {
      const occurrences = body.schedule
        ? nextOccurrences(body.schedule, {
            from: new Date(now).toISOString(),
            count: 5,
          })
        : [];
      const [first] = occurrences;
      const refs = Object.keys(SERVICES);
      const releases = state.items.filter(
        item =>
          body.kind === 'freeze' &&
          first &&
          item.kind === 'release' &&
          item.start >= first.start &&
          item.start < first.end,
      );
      return {
        occurrences,
        occurrenceCount: { count: occurrences.length, more: false },
        entities: {
          total: refs.length,
          matched: refs.length - 1,
          overRelations: 1,
          owners: 8,
          environments: [
            {
              ref: 'resource:default/production-eu',
              title: 'production-eu',
              tier: 'production',
            },
          ],
          items: refs.map((name, index) => ({
            ref: `component:default/${name}`,
            kind: 'component',
            title: name,
            owner: `group:default/${SERVICES[name].owner}`,
            ...(index === refs.length - 1 && {
              path: [
                {
                  from: 'component:default/checkout-api',
                  relation: 'dependsOn',
                  to: `component:default/${name}`,
                },
              ],
            }),
          })),
          hidden: 0,
        },
        releases: releases.map(item => ({
          id: item.sourceId,
          title: item.title,
          owner: item.owner,
          start: item.start,
          end: item.end,
          entities: item.entities.map(({ ref }) => ref),
          occurrence: first,
        })),
        overlaps: [],
        warnings: [],
      };
    },
    listHistory: () => ({
      items: [
        {
          seq: 12,
          at: '2026-11-20T09:00:00.000Z',
          actor: 'group:default/release-managers',
          action: 'release.update',
          changes: [{ field: 'notes' }],
        },
        {
          seq: 7,
          at: '2026-11-18T09:00:00.000Z',
          actor: userRef,
          action: 'release.update',
          changes: [
            {
              field: 'start',
              before: '2026-11-19T19:00:00.000Z',
              after: '2026-11-26T19:00:00.000Z',
            },
          ],
        },
        {
          seq: 3,
          at: '2026-11-10T09:00:00.000Z',
          actor: userRef,
          action: 'release.create',
          changes: [],
        },
      ],
      pageInfo: {},
    }),
    listOverrides: () => ({ items: state.overrides, pageInfo: {} }),
    listFeeds: () => ({ items: [], pageInfo: {} }),
    listSubscriptions: () => ({ items: [], pageInfo: {} }),
    ...environmentEndpoints(
      state.environments,
      (status, message, current) =>
        new FakeResponseError(status, message, current),
    ),
    ...bookingEndpoints(
      state.environments,
      (status, message, current) =>
        new FakeResponseError(status, message, current),
    ),
    ...versionEndpoints(
      (status, message) => new FakeResponseError(status, message),
    ),
  };

  return new Proxy(state, {
    get(target, name) {
      if (name in target) return target[name as keyof typeof target];
      if (typeof name !== 'string' || name === 'then') return undefined;
      return async (input: any = {}, call?: { signal?: AbortSignal }) => {
        state.calls.push({ name, input });
        if (state.failure) throw state.failure;
        const usual = endpoints[name];
        const endpoint = overrides[name] ?? usual;
        if (!endpoint)
          throw new FakeResponseError(501, `Not in the fake: '${name}'`);
        call?.signal?.throwIfAborted?.();
        return endpoint(input, usual);
      };
    },
  }) as unknown as FakeReleasesApi;
}
