import {
  HIDDEN_ENTITY_REF,
  UtilisationFigures,
  UtilisationMeasure,
  UtilisationRow,
} from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import type { Text } from '../../translation';

/** A figure as a number that a bar can be as long as; absent when it is not known. */
export function figureOf(
  figures: UtilisationFigures,
  measure: UtilisationMeasure,
): number | undefined {
  if (measure === 'ephemeral') return figures.ephemeral[0]?.saves;
  return figures[measure];
}

function rounded(value: number): string {
  return new Intl.NumberFormat('en', {
    maximumFractionDigits: value < 10 ? 1 : 0,
  }).format(value);
}

/** `58 %`, `412 h`, `€1,200 saved`. */
export function figureText(
  figures: UtilisationFigures,
  measure: UtilisationMeasure,
  t: Text,
): string {
  if (measure === 'ephemeral') {
    const texts = figures.ephemeral.map(({ currency, saves }) =>
      t(saves < 0 ? 'versions.use.costsMore' : 'versions.use.saves', {
        money: new Intl.NumberFormat('en', {
          style: 'currency',
          currency,
          maximumFractionDigits: 0,
        }).format(Math.abs(saves)),
      }),
    );
    return texts.join(', ') || t('versions.use.unknown');
  }
  const value = figures[measure];
  if (value === undefined) return t('versions.use.unknown');
  return measure === 'utilisation'
    ? t('versions.use.percent', { n: rounded(value * 100) })
    : t('versions.use.hours', { n: rounded(value) });
}

/** What a row speaks of. */
export function rowName(
  row: UtilisationRow,
  nameOf: (ref: string) => string,
  t: Text,
): string {
  if (row.environmentRef) return nameOf(row.environmentRef);
  if (row.team)
    return row.team === HIDDEN_ENTITY_REF
      ? t('versions.use.hidden')
      : nameOf(row.team);
  return row.month
    ? DateTime.fromISO(row.month, { locale: 'en' }).toFormat('LLLL yyyy')
    : t('versions.use.nobody');
}

/** How much a figure is made of. */
export function sampleText(
  { sample }: Pick<UtilisationFigures, 'sample'>,
  t: Text,
): string {
  return t('versions.use.sample', {
    bookings: t('versions.use.bookings', { count: sample.bookings }),
    environments: t('versions.use.environments', {
      count: sample.environments,
    }),
    waits: t('versions.use.waits', { count: sample.waits }),
  });
}
