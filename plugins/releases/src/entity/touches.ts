import type { TimelineItem } from '@release-desk/plugin-releases-common';
import type { Text } from '../translation';
import { Subject } from './subject';

/** What of the subject an item touches, and over how many steps: `payment-gateway, 2 steps`. */
export function touchesOf(
  t: Text,
  item: TimelineItem,
  subject: Subject,
  nameOf: (ref: string) => string,
): string {
  const { distance = 0, path, entities, scopeText } = item;
  if (distance > 0) {
    const last = path?.[path.length - 1];
    // The step may be written from either end.
    const before = path?.[path.length - 2];
    const near = before ? [before.from, before.to] : [subject.ref];
    const far =
      last &&
      (near.includes(last.to) && !near.includes(last.from)
        ? last.from
        : last.to);
    return t('entity.upcoming.steps', {
      name: far
        ? nameOf(far)
        : entities.map(({ ref }) => nameOf(ref)).join(', '),
      count: distance,
    });
  }
  if (entities.some(({ ref }) => ref === subject.ref))
    return t(`entity.upcoming.this.${subject.kind}`);
  if (item.kind === 'release' && entities.length > 0)
    return entities.map(({ ref }) => nameOf(ref)).join(', ');
  return scopeText ?? t('entity.upcoming.everything');
}
