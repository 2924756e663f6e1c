import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { headlineOf } from '../../shared/marks';
import { formatTime, inZone, isAllDay, isSameDay } from '../../shared/time';
import type { Text } from '../../translation';

/** The day of an item, and in a second line its hours or its last day. */
export function whenOf(item: TimelineItem, timeZone: string, t: Text) {
  const start = inZone(item.start, timeZone);
  const end = inZone(item.end, timeZone);
  const day = start.toFormat('ccc d LLL');
  const last = end.minus({ milliseconds: 1 });
  if (!isSameDay(start, last)) {
    const time = isAllDay(item, timeZone) ? '' : ` ${end.toFormat('HH:mm')}`;
    const shown = time ? end : last;
    return {
      day,
      hours: t('calendar.list.to', {
        day: `${shown.toFormat('ccc d LLL')}${time}`,
      }),
    };
  }
  if (isAllDay(item, timeZone))
    return { day, hours: t('calendar.agenda.allDay') };
  return {
    day,
    hours: `${formatTime(item.start, timeZone)}–${
      isSameDay(end, last) ? formatTime(item.end, timeZone) : '24:00'
    }`,
  };
}

/** What an item is, and in a second line what it is about. */
export function whatOf(item: TimelineItem) {
  const { full, subtitle } = headlineOf(item);
  return { title: full, subtitle: subtitle ?? item.vendor };
}
