import type { TimelineItem } from '@release-desk/plugin-releases-common';
import {
  endMarkOf,
  fallsIntoFreeze,
  lookOf,
  releaseStatusOf,
} from '../shared/marks';
import { UrlState } from '../shared/url';

/** Whether an item bears a mark of the legend. */
export function bearsMark(item: TimelineItem, mark: string): boolean {
  if (mark.startsWith('status:'))
    return releaseStatusOf(item) === mark.slice('status:'.length);
  if (mark === 'collides' || mark === 'override')
    return endMarkOf(item) === mark;
  return lookOf(item) === mark;
}

/** How many releases fall into a hard freeze without an override. */
export function countFalling(items: TimelineItem[]): number {
  return items.filter(fallsIntoFreeze).length;
}

/**
 * The filters that only narrow what is already here. Releases that fall into a
 * freeze are shown with those freezes, so that the reason stays in sight.
 */
export function filterItems(
  items: TimelineItem[],
  state: Pick<UrlState, 'collisions' | 'mark'>,
): TimelineItem[] {
  const { collisions, mark } = state;
  let shown = items;
  if (mark) shown = shown.filter(item => bearsMark(item, mark));
  if (collisions) {
    const falling = shown.filter(fallsIntoFreeze);
    const freezes = new Set(
      falling.flatMap(item => item.collisions.map(({ itemId }) => itemId)),
    );
    shown = items.filter(
      item => falling.includes(item) || freezes.has(item.id),
    );
  }
  return shown;
}
