import type { TimelineItem } from '@release-desk/plugin-releases-common';
import type { Text } from '../../translation';
import { speakInstant, speakSpan, zoneName } from '../time';
import { headlineOf } from './headline';
import {
  endMarkOf,
  lookOf,
  overlappingFreezes,
  overrulingFreeze,
  releaseStatusOf,
} from './look';

/** What an item is called: `Soft freeze`, `Release`, … */
export function kindName(
  item: Pick<TimelineItem, 'kind' | 'enforcement'>,
  t: Text,
): string {
  return lookOf(item) === 'freeze-soft'
    ? t('shared.kind.softFreeze')
    : t(`shared.kind.${item.kind}`);
}

/** An item in one sentence for a screen reader. */
export function speakItem(
  item: TimelineItem,
  timeZone: string,
  t: Text,
): string {
  const { kind, title, scopeText } = item;
  const name = kindName(item, t);
  const scope = scopeText
    ? t('shared.speech.covers', { scope: scopeText })
    : '';
  if (kind === 'release') {
    const said = t('shared.speech.release', {
      kind: name,
      // What the chip shows, so that who speaks to it can name it.
      title: headlineOf(item).full,
      status: t(
        `shared.status.${releaseStatusOf(item) ?? 'planned'}`,
      ).toLocaleLowerCase(),
      when: speakSpan(item, timeZone),
    });
    return [said, ...speakMarks(item, t)].join(', ');
  }
  if (kind === 'freeze') {
    const look = lookOf(item);
    const said = t('shared.speech.window', {
      kind: name,
      title,
      state:
        look === 'freeze-hard'
          ? t('shared.speech.closed')
          : t('shared.speech.acknowledge'),
      until: `${speakInstant(item.end, timeZone)} ${zoneName(
        item.end,
        timeZone,
      )}`,
      scope,
    });
    return [said, ...speakMarks(item, t)].join(', ');
  }
  const said = t('shared.speech.event', {
    kind: name,
    title,
    when: speakSpan(item, timeZone),
    scope,
  });
  return [said, ...speakMarks(item, t)].join(', ');
}

function speakMarks(item: TimelineItem, t: Text): string[] {
  const said: string[] = [];
  const mark = endMarkOf(item);
  if (mark === 'override') said.push(t('shared.mark.override'));
  else if (mark)
    for (const { title, kind, overrideId } of item.collisions)
      if (kind === 'freeze' && overrideId === undefined)
        said.push(t('shared.mark.collides', { title }));
  const over = overlappingFreezes(item).map(({ title }) => title);
  if (over.length > 0)
    said.push(t('shared.mark.overlaps', { titles: over.join(', ') }));
  const freeze = overrulingFreeze(item);
  if (freeze) said.push(t('shared.mark.overruled', { title: freeze.title }));
  return said;
}
