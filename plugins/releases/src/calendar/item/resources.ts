import type {
  CalendarEvent,
  Release,
  TimelineItem,
  Window,
} from '@release-desk/plugin-releases-common';
import { ReleasesApi } from '../../api';

/** The resource behind a timeline item. */
export type Resource =
  | { type: 'release'; value: Release }
  | { type: 'window'; value: Window }
  | { type: 'event'; value: CalendarEvent };

export function resourceTypeOf(kind: TimelineItem['kind']): Resource['type'] {
  if (kind === 'release') return 'release';
  return kind === 'business' || kind === 'vendor' ? 'event' : 'window';
}

export async function loadResource(
  api: ReleasesApi,
  item: Pick<TimelineItem, 'kind' | 'sourceId'>,
  signal?: AbortSignal,
): Promise<Resource> {
  const input = { params: { id: item.sourceId } };
  const type = resourceTypeOf(item.kind);
  if (type === 'release')
    return { type, value: await api.getRelease(input, { signal }) };
  if (type === 'event')
    return { type, value: await api.getEvent(input, { signal }) };
  return { type, value: await api.getWindow(input, { signal }) };
}
