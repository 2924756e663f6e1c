import { Preview, TimelineKind } from '@release-desk/plugin-releases-common';
import { formatInstant, inZone } from '../../../shared/time';
import type { Text } from '../../../translation';
import { list } from '../when/whenWords';

export interface Consequence {
  icon: 'item' | 'release' | 'check' | 'overlap' | 'door';
  text: string;
}

/** Mondays to Fridays that a span touches in a zone. */
export function workingDays(
  { start, end }: { start: string; end: string },
  timeZone: string,
): number {
  const until = inZone(end, timeZone);
  let day = inZone(start, timeZone).startOf('day');
  let count = 0;
  for (let guard = 0; day < until && guard < 4_000; guard += 1) {
    if (day.weekday <= 5) count += 1;
    day = day.plus({ days: 1 });
  }
  return count;
}

const FIRST = {
  freeze: 'closes',
  allow: 'opensFor',
  advisory: 'informs',
  business: 'touches',
  vendor: 'touches',
} as const;

/** What happens when it is saved, most important first. Nothing before there is an answer. */
export function consequences(
  t: Text,
  options: {
    kind: Exclude<TimelineKind, 'release'>;
    closes: boolean;
    preview: Preview;
    timeZone: string;
  },
): Consequence[] {
  const { kind, closes, preview, timeZone } = options;
  const { entities, releases, overlaps, occurrences } = preview;
  const [first] = occurrences;
  if (!first) return [];
  const said: Consequence[] = [
    {
      icon: 'item',
      text: t(
        `dialog.check.${
          kind === 'freeze' && !closes ? 'informs' : FIRST[kind]
        }`,
        {
          count: entities.total,
          moment: formatInstant(first.start, timeZone),
        },
      ),
    },
  ];
  if (closes) {
    const count = releases.length;
    said.push(
      count > 0
        ? { icon: 'release', text: t('dialog.check.marked', { count }) }
        : { icon: 'check', text: t('dialog.check.noOne') },
    );
    const titles = [...new Set(overlaps.map(({ title }) => title))];
    said.push(
      titles.length > 0
        ? {
            icon: 'overlap',
            text: t('dialog.check.overlaps', {
              count: titles.length,
              titles: list(titles),
            }),
          }
        : { icon: 'check', text: t('dialog.check.noOverlap') },
    );
    const days = workingDays(first, timeZone);
    said.push({
      icon: 'door',
      text:
        days > 0 && entities.owners > 0
          ? t('dialog.check.reopens', {
              moment: formatInstant(first.end, timeZone),
              days: t('dialog.check.workingDays', { count: days }),
              teams: t('dialog.check.teams', { count: entities.owners }),
            })
          : t('dialog.check.opensAgain', {
              moment: formatInstant(first.end, timeZone),
            }),
    });
  } else
    said.push({
      icon: 'door',
      text: t('dialog.check.ends', {
        moment: formatInstant(first.end, timeZone),
      }),
    });
  return said;
}
