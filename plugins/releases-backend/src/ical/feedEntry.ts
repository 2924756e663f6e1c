import {
  CalendarEvent,
  Release,
  TimelineItem,
  Window,
} from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import { FeedEntry } from './writeCalendar';

export interface EntryContext {
  /** As the feed's viewer sees it: names that they may not read are left out. */
  item: TimelineItem;
  host: string;
  appUrl: string;
}

const WINDOW_CATEGORY = {
  freeze: 'Freeze',
  allow: 'Allow window',
  advisory: 'Advisory',
};

const RELEASE_STATUS = {
  planned: 'tentative',
  ready: 'confirmed',
  'in-progress': 'confirmed',
  released: 'confirmed',
  'rolled-back': 'cancelled',
  cancelled: 'cancelled',
} as const;

export function windowEntry(
  window: Omit<Window, 'scheduleText'>,
  context: EntryContext,
): FeedEntry {
  const category = WINDOW_CATEGORY[window.kind];
  return {
    ...common(window, context),
    title: `${category}: ${window.title}`,
    description: lines([
      window.reason,
      context.item.scopeText && `Covers ${context.item.scopeText}`,
    ]),
    category,
    status: 'confirmed',
    schedule: window.schedule,
  };
}

export function releaseEntry(
  release: Release,
  context: EntryContext,
): FeedEntry {
  const start = DateTime.fromISO(release.start, { zone: release.timeZone });
  const length = Date.parse(release.end) - Date.parse(release.start);
  return {
    ...common(release, context),
    title: `${release.title} (${release.status})`,
    description: lines([
      release.notes,
      ...context.item.entities.map(
        ({ ref, version }) => `${shortName(ref)} ${version ?? ''}`,
      ),
      context.item.environments.length > 0 &&
        `To ${context.item.environments.map(shortName).join(', ')}`,
      ...context.item.collisions.map(({ title }) => `Falls into ${title}`),
    ]),
    category: 'Release',
    status: RELEASE_STATUS[release.status],
    schedule: {
      start: start.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
      timeZone: release.timeZone,
      duration: `PT${Math.round(length / 1000)}S`,
    },
  };
}

export function eventEntry(
  event: Omit<CalendarEvent, 'scheduleText'>,
  context: EntryContext,
): FeedEntry {
  const by = event.moveBy && DateTime.fromISO(event.moveBy, { zone: 'utc' });
  return {
    ...common(event, context),
    title: event.vendor ? `${event.vendor}: ${event.title}` : event.title,
    description: lines([
      event.description,
      by &&
        `Consumers must have moved by ${by.toFormat('d LLLL yyyy HH:mm')} UTC`,
      context.item.scopeText && `Affects ${context.item.scopeText}`,
    ]),
    category: event.kind === 'vendor' ? 'Vendor event' : 'Business event',
    status: 'confirmed',
    schedule: event.schedule,
  };
}

function common(
  resource: {
    id: string;
    revision: number;
    createdAt: string;
    updatedAt: string;
  },
  { item, host, appUrl }: EntryContext,
) {
  return {
    uid: `${item.kind}-${resource.id}@${host}`,
    sequence: resource.revision - 1,
    createdAt: resource.createdAt,
    updatedAt: resource.updatedAt,
    url: `${appUrl}/releases/calendar?item=${encodeURIComponent(item.id)}`,
    // Nobody is expected to sit through a freeze.
    busy: false,
  };
}

function lines(parts: (string | false | undefined)[]): string {
  return parts.filter(Boolean).join('\n');
}

function shortName(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}
