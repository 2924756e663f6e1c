import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { headlineOf } from '../shared/marks';
import { formatHours, formatTime } from '../shared/time';

export interface ChipText {
  title: string;
  detail?: string;
  /** Before the title, where there is room for it. */
  lead?: string;
}

/** The words of a chip in a day. */
export function chipTextOf(
  item: TimelineItem,
  lines: 1 | 2,
  timeZone: string,
): ChipText {
  const { kind, title, vendor } = item;
  if (kind === 'release') {
    const { name, version, full } = headlineOf(item);
    if (lines === 1) return { title: full };
    const time = formatTime(item.start, timeZone);
    return { title: name, detail: version ? `${time} · ${version}` : time };
  }
  const hours = formatHours(item, timeZone);
  if (kind === 'allow') return { lead: hours, title };
  if (lines === 1) return { title, detail: hours };
  // `Nordpay maintenance` says its vendor first; the rest goes to the second line.
  const rest =
    vendor && title.startsWith(`${vendor} `)
      ? title.slice(vendor.length + 1)
      : undefined;
  return rest
    ? { title: vendor!, detail: `${rest} ${hours}` }
    : { title, detail: hours };
}

/** The words of a ribbon. */
export function ribbonTextOf(
  item: TimelineItem,
  /** In days. */
  length: number,
): ChipText {
  // Half a day holds no more than the icon.
  if (length < 0.5) return { title: '' };
  if (item.kind === 'release') return { title: headlineOf(item).full };
  return {
    title: item.title,
    detail: length < 1.5 ? undefined : item.scopeText,
  };
}
