import type {
  EnvironmentRow,
  ObligationDue,
  ObligationKind,
} from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import type { Text } from '../../translation';
import { Clock, shortDay } from '../shared';

export const ATTEST_EVERY_MONTHS = 6;
const REPLACE_WITHIN_DAYS = 7;
const REFRESH_EVERY_DAYS = 14;
const CLEAN_WITHIN_HOURS = 24;

/**
 * What a group takes on with an environment: to clean up and to patch always,
 * to refresh data that was copied, to replace what must not be there.
 */
export function obligationsOf(
  row: EnvironmentRow,
  now: number,
): { kind: ObligationKind; due: ObligationDue }[] {
  const { dataSet } = row.environment;
  const isRaw = row.findings.some(({ kind }) => kind === 'raw-data');
  return [
    { kind: 'clean-up', due: { withinHours: CLEAN_WITHIN_HOURS } },
    { kind: 'patching', due: { every: 1, unit: 'month' } },
    ...(dataSet && ['masked', 'subset'].includes(dataSet.method)
      ? [
          {
            kind: 'data-refresh' as const,
            due: { every: REFRESH_EVERY_DAYS, unit: 'day' as const },
          },
        ]
      : []),
    ...(isRaw
      ? [
          {
            kind: 'data-replacement' as const,
            due: {
              by: DateTime.fromMillis(now)
                .plus({ days: REPLACE_WITHIN_DAYS })
                .startOf('day')
                .toUTC()
                .toISO()!,
            },
          },
        ]
      : []),
  ];
}

/** `Clean up when a booking expires`, `Patch every month`. */
export function obligationTitle(
  kind: ObligationKind,
  due: ObligationDue,
  t: Text,
): string {
  if (kind === 'clean-up') return t('environments.duty.cleanUp');
  if (kind === 'data-replacement') return t('environments.duty.replace');
  const word = kind === 'patching' ? 'patch' : 'refresh';
  return 'every' in due
    ? t(`environments.duty.${word}`, {
        every: t(`environments.every.${due.unit}`, { count: due.every }),
      })
    : t(`environments.duty.${word}Once`);
}

/** When it is due first: `Within 24 h`, `First by Mon 14 Dec`, `By Mon 30 Nov`. */
export function firstDue(due: ObligationDue, clock: Clock, t: Text): string {
  if ('withinHours' in due)
    return t('environments.duty.within', { hours: String(due.withinHours) });
  if ('by' in due)
    return t('environments.duty.by', { day: shortDay(due.by, clock) });
  const first =
    due.firstDueAt ??
    DateTime.fromMillis(clock.now)
      .plus({ [due.unit]: due.every })
      .toUTC()
      .toISO()!;
  return t('environments.duty.firstBy', { day: shortDay(first, clock) });
}
