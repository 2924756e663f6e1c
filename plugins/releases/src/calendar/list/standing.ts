import type { TimelineItem } from '@release-desk/plugin-releases-common';
import {
  EndMark,
  endMarkOf,
  lookOf,
  overrulingFreeze,
} from '../../shared/marks';
import { inZone } from '../../shared/time';
import type { Text } from '../../translation';

export interface Standing {
  tone: 'negative' | 'warning' | 'positive' | 'muted';
  text: string;
  mark?: EndMark;
}

/** How an item stands with what may happen, in a few words. */
export function standingOf(
  item: TimelineItem,
  timeZone: string,
  now: number,
  t: Text,
): Standing {
  const mark = endMarkOf(item);
  if (mark === 'collides') {
    const freeze = item.collisions.find(
      ({ kind, enforcement, overrideId }) =>
        kind === 'freeze' && enforcement === 'hard' && !overrideId,
    );
    return {
      tone: 'negative',
      mark,
      text: t('calendar.list.falls', { title: freeze?.title ?? '' }),
    };
  }
  if (mark === 'collides-soft')
    return { tone: 'warning', mark, text: t('calendar.list.fallsSoft') };
  if (mark === 'override')
    return { tone: 'positive', mark, text: t('calendar.list.override') };
  if (item.kind !== 'release' && Date.parse(item.end) <= now)
    return { tone: 'muted', text: t('calendar.list.over') };
  if (item.moveBy)
    return {
      tone: 'warning',
      text: t('calendar.list.moveBy', {
        day: inZone(item.moveBy, timeZone).toFormat('ccc d LLL'),
      }),
    };
  const freeze = overrulingFreeze(item);
  if (freeze)
    return {
      tone: 'muted',
      text: t('calendar.list.overruled', { title: freeze.title }),
    };
  switch (lookOf(item)) {
    case 'freeze-hard':
      return { tone: 'muted', text: t('calendar.list.closes') };
    case 'freeze-soft':
      return { tone: 'muted', text: t('calendar.list.slows') };
    case 'allow':
      return { tone: 'positive', text: t('calendar.list.open') };
    case 'vendor':
    case 'advisory':
      return { tone: 'warning', text: t('calendar.list.care') };
    case 'business':
      return { tone: 'muted', text: t('calendar.list.info') };
    default:
      return item.status && item.status !== 'planned' && item.status !== 'ready'
        ? {
            tone: 'muted',
            text: t(
              `shared.status.${
                item.status as 'released' | 'in-progress' | 'cancelled'
              }`,
            ),
          }
        : { tone: 'positive', text: t('calendar.list.open') };
  }
}
