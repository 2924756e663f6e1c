import {
  EntitySelector,
  Release,
  ReleaseStatus,
  isRecurring,
} from '@release-desk/plugin-releases-common';
import { TimelineOverride, TimelineSource } from '../../timeline/Timeline';
import { StoredEvent, StoredOverride, StoredWindow } from '../store';
import { occurrencesWithinHorizon } from './schedules';

const SETTLED: ReleaseStatus[] = ['released', 'rolled-back', 'cancelled'];

export function windowSource(
  window: StoredWindow,
  now: number,
): TimelineSource {
  const { schedule } = window;
  return {
    kind: window.kind,
    sourceId: window.id,
    title: window.title,
    owner: window.owner,
    timeZone: schedule.timeZone,
    recurring: isRecurring(schedule),
    enforcement: window.enforcement,
    selector: window.selector,
    actions: window.actions,
    foreign: isForeign(window),
    revision: window.revision,
    occurrences: occurrencesWithinHorizon(schedule, now),
  };
}

export function eventSource(event: StoredEvent, now: number): TimelineSource {
  const { schedule } = event;
  return {
    kind: event.kind,
    sourceId: event.id,
    title: event.title,
    owner: event.owner,
    timeZone: schedule.timeZone,
    recurring: isRecurring(schedule),
    category: event.category,
    ...(event.vendor && { vendor: event.vendor }),
    ...(event.moveBy && { moveBy: event.moveBy }),
    selector: event.selector,
    foreign: isForeign(event),
    revision: event.revision,
    occurrences: occurrencesWithinHorizon(schedule, now),
  };
}

export function releaseSource(release: Release): TimelineSource {
  return {
    kind: 'release',
    sourceId: release.id,
    title: release.title,
    owner: release.owner,
    timeZone: release.timeZone,
    recurring: false,
    status: release.status,
    selector: releaseSelector(release),
    entities: release.entities,
    settled: SETTLED.includes(release.status),
    revision: release.revision,
    occurrences: [{ start: release.start, end: release.end }],
  };
}

export function releaseSelector(
  release: Pick<Release, 'entities' | 'environments'>,
): EntitySelector {
  return {
    ref: [...new Set(release.entities.map(entity => entity.ref))],
    ...(release.environments.length > 0 && {
      environment: release.environments,
    }),
  };
}

export function timelineOverride(override: StoredOverride): TimelineOverride {
  const { scope } = override;
  return {
    overrideId: override.id,
    windowId: override.windowId,
    ...(override.releaseId && { releaseId: override.releaseId }),
    ...scope,
    until: Date.parse(override.expiresAt),
  };
}

function isForeign({ source }: StoredWindow | StoredEvent): boolean {
  return source?.type === 'ical';
}
