import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { endMarkOf } from '../shared/marks';
import type { Text } from '../translation';

export type Tone = 'negative' | 'warning' | 'positive' | 'neutral';

export interface Standing {
  tone: Tone;
  icon: 'freeze' | 'key' | 'door' | 'care' | 'hourglass' | 'none';
  text: string;
}

const DAY = 86_400_000;

function moveStanding(t: Text, moveBy: string, now: number): Standing {
  const days = Math.floor((Date.parse(moveBy) - now) / DAY);
  let text: string = t('entity.standing.move', { count: days });
  if (days <= 0) text = t('entity.standing.moveNow');
  if (Date.parse(moveBy) <= now) text = t('entity.standing.moveLate');
  return { tone: 'warning', icon: 'hourglass', text };
}

/** How an item stands, in two or three words. */
export function standingOf(t: Text, item: TimelineItem, now: number): Standing {
  const nouns = t('entity.noun.deploy');
  switch (item.kind) {
    case 'release': {
      const mark = endMarkOf(item);
      if (mark === 'collides')
        return {
          tone: 'negative',
          icon: 'freeze',
          text: t('entity.standing.falls'),
        };
      if (mark === 'collides-soft')
        return {
          tone: 'warning',
          icon: 'care',
          text: t('entity.standing.acknowledge'),
        };
      if (mark === 'override')
        return {
          tone: 'positive',
          icon: 'key',
          text: t('entity.standing.override'),
        };
      return {
        tone: 'positive',
        icon: 'door',
        text: t('entity.standing.open'),
      };
    }
    case 'freeze':
      if (item.enforcement === 'soft')
        return {
          tone: 'warning',
          icon: 'care',
          text: t('entity.standing.asks'),
        };
      if (item.enforcement === 'info')
        return {
          tone: 'neutral',
          icon: 'none',
          text: t('entity.standing.information'),
        };
      return {
        tone: 'neutral',
        icon: 'none',
        text: t('entity.standing.closes', { nouns }),
      };
    case 'allow':
      return {
        tone: 'neutral',
        icon: 'none',
        text: t('entity.standing.opens', { nouns }),
      };
    case 'vendor':
      return item.moveBy
        ? moveStanding(t, item.moveBy, now)
        : { tone: 'warning', icon: 'care', text: t('entity.standing.care') };
    case 'advisory':
      return { tone: 'warning', icon: 'care', text: t('entity.standing.care') };
    default:
      return {
        tone: 'neutral',
        icon: 'none',
        text: t('entity.standing.information'),
      };
  }
}
