import {
  Because,
  StateAnswer,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { describeSpan, formatInstant } from '../../../shared/time';
import type { Text } from '../../../translation';

export interface Effect {
  tone: 'positive' | 'warning' | 'negative' | 'neutral';
  text: string;
}

function named(answers: StateAnswer[], effect: Because['effect']): Because[] {
  const found = answers
    .flatMap(({ because }) => because)
    .filter(one => one.effect === effect);
  return [...new Map(found.map(one => [one.windowId, one])).values()];
}

/** What moving a release does to its standing: what it leaves, what it falls into. */
export function standingEffects(
  t: Text,
  options: { item: TimelineItem; answers: StateAnswer[]; timeZone: string },
): Effect[] {
  const { item, answers, timeZone } = options;
  const closing = named(answers, 'closes');
  const outside = named(answers, 'outside');
  const warning = named(answers, 'warns');
  const before = item.collisions.filter(
    one => one.kind === 'freeze' && one.enforcement !== 'info',
  );
  const isBefore = (id: string) => before.some(one => one.sourceId === id);
  const isNow = (id: string) =>
    [...closing, ...warning].some(one => one.windowId === id);

  const effects: Effect[] = before
    .filter(one => !isNow(one.sourceId))
    .map(({ title }) => ({
      tone: 'positive',
      text: t('dialog.move.noLonger', { title }),
    }));
  for (const { windowId, title, end } of closing)
    effects.push({
      tone: 'negative',
      text: isBefore(windowId)
        ? t('dialog.move.still', { title })
        : t('dialog.move.falls', {
            title,
            moment: end ? formatInstant(end, timeZone) : '',
          }),
    });
  for (const { title } of outside)
    effects.push({
      tone: 'negative',
      text: t('dialog.move.outside', { title }),
    });
  for (const { title } of warning)
    effects.push({
      tone: 'warning',
      text: t('dialog.move.fallsSoft', { title }),
    });
  const isOpen = answers.every(({ state }) => state !== 'closed');
  if (isOpen && warning.length === 0)
    effects.push({ tone: 'positive', text: t('dialog.move.open') });
  return effects;
}

/** Releases of its neighbours that it would stand close to, nearest first. */
export function neighbourEffects(
  t: Text,
  options: {
    item: TimelineItem;
    to: { start: string; end: string };
    others: TimelineItem[];
  },
): Effect[] {
  const { item, to, others } = options;
  const start = Date.parse(to.start);
  const end = Date.parse(to.end);
  return others
    .filter(one => one.kind === 'release' && one.sourceId !== item.sourceId)
    .filter(({ status }) => status !== 'cancelled' && status !== 'rolled-back')
    .map(one => ({
      title: one.title,
      before: Date.parse(one.start) - end,
      after: start - Date.parse(one.end),
    }))
    .sort((a, b) => Math.max(a.before, a.after) - Math.max(b.before, b.after))
    .slice(0, 2)
    .map(({ title, before, after }) => {
      if (before < 0 && after < 0)
        return {
          tone: 'warning',
          text: t('dialog.move.during', { title }),
        };
      return {
        tone: 'warning',
        text: t(before >= 0 ? 'dialog.move.before' : 'dialog.move.after', {
          span: describeSpan(Math.max(before, after), t),
          title,
        }),
      };
    });
}
