import type {
  UtilisationGroup,
  UtilisationMeasure,
} from '@release-desk/plugin-releases-common';
import { useCallback, useMemo } from 'react';
import { useSearchParams } from 'react-router-dom';

export const PERIODS = [30, 90, 365] as const;
export const GROUPS: readonly UtilisationGroup[] = [
  'environment',
  'team',
  'month',
];
export const MEASURES: readonly UtilisationMeasure[] = [
  'utilisation',
  'bookedHours',
  'usedHours',
  'contendedHours',
  'waitingHours',
  'noShowHours',
  'ephemeral',
];

/** What figures are shown, as a link can share it. */
export interface UtilisationUrl {
  days: (typeof PERIODS)[number];
  by: UtilisationGroup;
  measure: UtilisationMeasure;
}

export function useUtilisationUrl(): [
  UtilisationUrl,
  (change: Partial<UtilisationUrl>) => void,
] {
  const [params, setParams] = useSearchParams();
  const url = useMemo(
    (): UtilisationUrl => ({
      days: PERIODS.find(one => String(one) === params.get('days')) ?? 30,
      by: GROUPS.find(one => one === params.get('by')) ?? 'environment',
      measure:
        MEASURES.find(one => one === params.get('measure')) ?? 'utilisation',
    }),
    [params],
  );
  const change = useCallback(
    (next: Partial<UtilisationUrl>) =>
      setParams(
        last => {
          const changed = new URLSearchParams(last);
          for (const [key, value] of Object.entries(next))
            changed.set(key, String(value));
          return changed;
        },
        { replace: true },
      ),
    [setParams],
  );
  return [url, change];
}
