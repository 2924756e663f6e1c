import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { endMarkOf } from '../shared/marks';
import { formatTime, inZone, isAllDay } from '../shared/time';
import type { Text } from '../translation';

export interface ComingRow {
  item: TimelineItem;
  /** The left column: `20:00`, `all day`, `Wed 2`. */
  time: string;
  detail: string;
  standing?: 'open' | 'freeze' | 'acknowledge' | 'override';
}

export interface ComingGroup {
  title: string;
  rows: ComingRow[];
}

const STANDINGS = {
  collides: 'freeze',
  'collides-soft': 'acknowledge',
  override: 'override',
} as const;

function detailOf(
  t: Text,
  item: TimelineItem,
  options: { owned: Set<string>; timeZone: string; withTime: boolean },
): string {
  const { owned, timeZone, withTime } = options;
  const parts: string[] = [];
  const end = inZone(Date.parse(item.end) - 1, timeZone);
  const isLong = !inZone(item.start, timeZone).hasSame(end, 'day');
  if (isLong)
    parts.push(t('home.untilDay', { day: end.toFormat('ccc d LLL') }));
  else if (withTime && !isAllDay(item, timeZone))
    parts.push(
      `${formatTime(item.start, timeZone)}–${formatTime(item.end, timeZone)}`,
    );
  if (item.kind === 'release') {
    const isMine =
      owned.has(item.owner) || item.entities.some(({ ref }) => owned.has(ref));
    if (isMine || item.distance === 0) parts.push(t('home.yours'));
    else if (item.distance !== undefined) parts.push(t('home.relyOn'));
    else parts.push(item.owner.slice(item.owner.lastIndexOf('/') + 1));
    if (item.status)
      parts.push(
        t(`shared.status.${item.status as 'planned'}`).toLocaleLowerCase(),
      );
  } else if (!isLong) {
    const [first] = item.entities;
    const touched = first
      ? first.ref.slice(first.ref.lastIndexOf('/') + 1)
      : item.scopeText;
    if (touched) parts.push(touched);
  }
  return parts.join(', ');
}

/**
 * What is coming up, in the groups that it is spoken of: each day of this week
 * by its name, then next week, then later.
 */
export function comingUp(
  t: Text,
  items: TimelineItem[],
  options: { now: number; timeZone: string; owned: Set<string> },
): ComingGroup[] {
  const { now, timeZone, owned } = options;
  const today = inZone(now, timeZone).startOf('day');
  const nextMonday = today.plus({ days: 8 - today.weekday });
  const groups = new Map<string, ComingRow[]>();
  for (const item of items) {
    const start = inZone(item.start, timeZone);
    const day = start < today ? today : start.startOf('day');
    const isThisWeek = day < nextMonday;
    let title: string = t('home.later');
    if (isThisWeek)
      title = day.equals(today)
        ? t('home.today', { day: day.toFormat('ccc d LLL') })
        : day.toFormat('ccc d LLL');
    else if (day < nextMonday.plus({ weeks: 1 })) title = t('home.nextWeek');
    const coversDay = isAllDay(item, timeZone) || start < today;
    const time = coversDay
      ? t('home.allDay')
      : formatTime(item.start, timeZone);
    const mark = endMarkOf(item);
    const row: ComingRow = {
      item,
      time: isThisWeek ? time : day.toFormat('ccc d'),
      detail: detailOf(t, item, { owned, timeZone, withTime: !isThisWeek }),
    };
    if (item.kind === 'release') row.standing = mark ? STANDINGS[mark] : 'open';
    groups.set(title, [...(groups.get(title) ?? []), row]);
  }
  return [...groups].map(([title, rows]) => ({ title, rows }));
}
