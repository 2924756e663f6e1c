import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { headlineOf } from '../shared/marks';
import { formatTime, inZone, isAllDay } from '../shared/time';
import type { Text } from '../translation';

/** When an item is, in two short lines: the day, then the time or the end. */
export function whenLines(
  t: Text,
  item: Pick<TimelineItem, 'kind' | 'start' | 'end' | 'moveBy'>,
  timeZone: string,
): [day: string, detail: string] {
  if (item.moveBy) {
    const last = inZone(Date.parse(item.moveBy) - 1, timeZone);
    const time = formatTime(item.moveBy, timeZone);
    return [
      last.toFormat('ccc d LLL'),
      t('entity.upcoming.by', { time: time === '00:00' ? '24:00' : time }),
    ];
  }
  const start = inZone(item.start, timeZone);
  const end = inZone(Date.parse(item.end) - 1, timeZone);
  const day = start.toFormat('ccc d LLL');
  const isOneDay = start.hasSame(end, 'day');
  if (isAllDay(item, timeZone))
    return [
      day,
      isOneDay
        ? t('entity.upcoming.allDay')
        : t('entity.upcoming.to', { day: end.toFormat('ccc d') }),
    ];
  const from = formatTime(item.start, timeZone);
  const isPoint = item.kind === 'release' || !isOneDay;
  return [day, isPoint ? from : `${from}–${formatTime(item.end, timeZone)}`];
}

/** What stands below the title of an item. */
export function detailOf(
  t: Text,
  item: TimelineItem,
  timeZone: string,
): string {
  if (item.kind === 'release') {
    const others = item.entities
      .slice(1, 3)
      .map(({ ref, version = '' }) =>
        `${ref.slice(ref.lastIndexOf('/') + 1)} ${version}`.trim(),
      );
    return [headlineOf(item).subtitle, ...others].filter(Boolean).join(', ');
  }
  const start = inZone(item.start, timeZone);
  const end = inZone(item.end, timeZone);
  if (!start.hasSame(end, 'day') && !item.moveBy)
    return t('entity.upcoming.until', {
      moment: end.toFormat('ccc d LLL HH:mm'),
    });
  return [...new Set([item.vendor, item.scopeText])].filter(Boolean).join(', ');
}
