import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { inZone } from '../shared/time';
import { applyUrlState, UrlState } from '../shared/url';
import { Subject } from './subject';

function href(root: string, state: Partial<UrlState>): string {
  const search = applyUrlState(new URLSearchParams(), state);
  return `${root.replace(/\/$/, '')}/calendar?${search}`;
}

/** The calendar, at the day of an item and with its panel open. */
export function itemHref(
  root: string,
  item: Pick<TimelineItem, 'id' | 'start'>,
  timeZone: string,
): string {
  const date = inZone(item.start, timeZone).toFormat('yyyy-MM-dd');
  return href(root, { date, item: item.id });
}

/** The calendar, narrowed to a subject. */
export function subjectHref(
  root: string,
  subject: Subject,
  date?: string,
): string {
  const { kind, ref } = subject;
  if (kind === 'environment') return href(root, { date, environment: [ref] });
  if (kind === 'system') return href(root, { date, system: [ref] });
  return href(root, { date, entity: [ref] });
}
