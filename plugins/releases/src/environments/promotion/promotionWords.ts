import type {
  CriterionAnswer,
  PromotionAnswer,
  PromotionVerdict,
} from '@release-desk/plugin-releases-common';
import {
  RemixiconComponentType,
  RiCheckboxCircleLine,
  RiCloseCircleLine,
  RiHistoryLine,
  RiQuestionLine,
  RiTimeLine,
} from '@remixicon/react';
import type { Text } from '../../translation';
import { agoOf, Clock, lengthOf, longMoment, plainDay, Tone } from '../shared';

export const VERDICT_LOOKS: Record<
  PromotionVerdict,
  { Icon: RemixiconComponentType; tone: Tone }
> = {
  passed: { Icon: RiCheckboxCircleLine, tone: 'good' },
  failed: { Icon: RiCloseCircleLine, tone: 'wrong' },
  'not-yet': { Icon: RiTimeLine, tone: 'warn' },
  missing: { Icon: RiQuestionLine, tone: 'warn' },
  stale: { Icon: RiHistoryLine, tone: 'warn' },
};

/** The answer in words: `May go`, `Not yet: 2 of 5 criteria pass`. */
export function verdictText(answer: PromotionAnswer, t: Text): string {
  const { verdict, passing, total, criteria } = answer;
  if (verdict === 'passed') return t('versions.verdict.passed');
  if (verdict === 'missing' || verdict === 'stale')
    return t(`versions.verdict.${verdict}`, {
      count: criteria.filter(one => one.verdict === verdict).length,
    });
  return t('versions.verdict.notYet', {
    passing: String(passing),
    total: String(total),
  });
}

type Value = CriterionAnswer['value'] | CriterionAnswer['threshold'];

/** `91.7 %`, `18 h 10 min`, `yes`, as what is measured asks for. */
export function valueText(
  value: Value,
  unit: CriterionAnswer['unit'],
  t: Text,
): string {
  if (Array.isArray(value))
    return value.map(one => valueText(one, unit, t)).join(', ');
  if (typeof value === 'boolean')
    return t(value ? 'versions.criterion.yes' : 'versions.criterion.no');
  if (typeof value !== 'number') return value ?? '';
  if (unit === 'ms') return lengthOf(value, t);
  const rounded = new Intl.NumberFormat('en', {
    maximumFractionDigits: 1,
  }).format(value);
  return unit === '%' ? `${rounded} %` : rounded;
}

/** `needs 95 %`, `at most 14 d`. */
export function needsText(criterion: CriterionAnswer, t: Text): string {
  const { threshold, unit, op, kind, negated } = criterion;
  if (threshold === undefined) return '';
  const value = valueText(threshold, unit, t);
  const isMost = kind === 'age' || op === '<=' || op === '<';
  if (op === 'in') return t('versions.criterion.needsIn', { value });
  if (op === '!=' || op === 'not-in')
    return t('versions.criterion.needsNot', { value });
  return isMost !== negated
    ? t('versions.criterion.needsAtMost', { value })
    : t('versions.criterion.needs', { value });
}

/** `Fails, 22 of 24`; of what is missing, when it was known last. */
export function standingText(
  criterion: CriterionAnswer,
  clock: Clock,
  t: Text,
): string {
  const { verdict, sample, earlier } = criterion;
  const parts: string[] = [t(`versions.criterion.${verdict}`)];
  if (sample)
    parts.push(
      t('versions.criterion.sample', {
        succeeded: String(sample.succeeded),
        total: String(sample.total),
      }),
    );
  if (verdict === 'missing' && earlier)
    parts.push(
      t('versions.criterion.lastFor', {
        version: earlier.version,
        when: plainDay(earlier.at, clock),
      }),
    );
  return parts.join(', ');
}

/** Where it is from and how old: `CI, 2 h ago`. */
export function sourceText(
  criterion: CriterionAnswer,
  clock: Clock,
  t: Text,
): string {
  const { source, at } = criterion;
  if (source && at)
    return t('versions.criterion.source', { source, ago: agoOf(at, clock, t) });
  if (at) return agoOf(at, clock, t);
  return source ?? '';
}

/** What makes it pass, with instants as the reader reads them. */
export function cureText(
  { verdict, toPass }: CriterionAnswer,
  clock: Clock,
  t: Text,
): string {
  return verdict === 'passed'
    ? t('versions.criterion.nothing')
    : toPass.replace(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, instant =>
        longMoment(instant, clock),
      );
}
