import {
  CalendarEvent,
  Release,
  TimelineFilter,
  TimelineItem,
  Window,
} from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import { TimelineService, TimelineViewer } from '../timeline';
import { eventEntry, releaseEntry, windowEntry } from './feedEntry';
import { FeedEntries } from './FeedService';
import { FeedReach } from './FeedStore';
import { FeedEntry } from './writeCalendar';

/** The resources behind the timeline's items, in batches. */
export interface TimelineResources {
  windows(ids: string[]): Promise<Omit<Window, 'scheduleText'>[]>;
  releases(ids: string[]): Promise<Release[]>;
  events(ids: string[]): Promise<Omit<CalendarEvent, 'scheduleText'>[]>;
}

const PAGE = 1000;
const MAX_SOURCES = 5000;
const SLICE_DAYS = 365;

/**
 * What a filter shows, as entries of a feed. The timeline says which sources
 * they are; their rules come from the resources, since a calendar client wants
 * the rule and not its occurrences.
 */
export class TimelineEntries implements FeedEntries {
  readonly #timeline: TimelineService;
  readonly #resources: TimelineResources;
  readonly #origin: { host: string; appUrl: string };

  constructor(options: {
    timeline: TimelineService;
    resources: TimelineResources;
    /** `host` makes the UIDs unique in the world; `appUrl` is where people look. */
    origin: { host: string; appUrl: string };
  }) {
    this.#timeline = options.timeline;
    this.#resources = options.resources;
    this.#origin = options.origin;
  }

  async entriesOf(options: {
    filter: TimelineFilter;
    reach: FeedReach;
    span: { from: string; to: string };
  }): Promise<FeedEntry[]> {
    const items = await this.#sources(options);
    const idsOf = (...kinds: string[]) =>
      [...items.values()]
        .filter(item => kinds.includes(item.kind))
        .map(item => item.sourceId);
    const [windows, releases, events] = await Promise.all([
      this.#resources.windows(idsOf('freeze', 'allow', 'advisory')),
      this.#resources.releases(idsOf('release')),
      this.#resources.events(idsOf('business', 'vendor')),
    ]);
    const context = (id: string) => ({
      item: items.get(id)!,
      ...this.#origin,
    });
    return [
      ...windows.map(window => windowEntry(window, context(window.id))),
      ...releases.map(release => releaseEntry(release, context(release.id))),
      ...events.map(event => eventEntry(event, context(event.id))),
    ].sort((a, b) => (a.uid < b.uid ? -1 : 1));
  }

  /** One item of each source that touches the span, by the source's id. */
  async #sources(options: {
    filter: TimelineFilter;
    reach: FeedReach;
    span: { from: string; to: string };
  }): Promise<Map<string, TimelineItem>> {
    const { filter, reach, span } = options;
    const viewer: TimelineViewer = {
      access: reach,
      visible: async refs => new Set(reach.namesEntities ? refs : []),
    };
    const sources = new Map<string, TimelineItem>();
    for (const slice of slices(span)) {
      let cursor: string | undefined;
      do {
        const page = await this.#timeline.list(
          { ...filter, ...slice, limit: PAGE, cursor },
          viewer,
        );
        for (const item of page.items) {
          if (!sources.has(item.sourceId)) sources.set(item.sourceId, item);
        }
        cursor = page.pageInfo.nextCursor;
      } while (cursor && sources.size < MAX_SOURCES);
    }
    return sources;
  }
}

/** The timeline is asked for about a year at a time. */
function* slices(span: { from: string; to: string }) {
  const end = DateTime.fromISO(span.to, { zone: 'utc' });
  let from = DateTime.fromISO(span.from, { zone: 'utc' });
  while (from < end) {
    const to = DateTime.min(from.plus({ days: SLICE_DAYS }), end);
    yield { from: from.toISO()!, to: to.toISO()! };
    from = to;
  }
}
