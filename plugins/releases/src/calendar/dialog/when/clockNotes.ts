import { Span } from '@release-desk/plugin-releases-common';
import { IANAZone } from 'luxon';

/**
 * Why an occurrence differs from the others, in minutes. `shift`: for the
 * viewer it starts later (earlier when negative), because one zone has changed
 * its clocks and the other has not. `drift`: the clocks change while it lasts,
 * so that its length, or the wall time of its end, is another.
 */
export interface ClockNote {
  shift?: { minutes: number; changed: string; unchanged: string };
  drift?: { minutes: number; of: 'length' | 'end' };
}

function offset(timeZone: string, instant: string): number {
  return IANAZone.create(timeZone).offset(Date.parse(instant));
}

function mostFrequent(values: number[]): number {
  const count = (value: number) => values.filter(one => one === value).length;
  return values.reduce((best, value) =>
    count(value) > count(best) ? value : best,
  );
}

/**
 * One note for each span, absent where the clocks make no difference.
 * `exact`: the duration has no days, so that its length never changes.
 */
export function clockNotes(
  spans: Span[],
  options: { window: string; viewer: string; exact: boolean },
): (ClockNote | undefined)[] {
  if (spans.length === 0) return [];
  const { window, viewer, exact } = options;
  const apart = spans.map(
    ({ start }) => offset(viewer, start) - offset(window, start),
  );
  const usual = mostFrequent(apart);
  const typical = spans[apart.indexOf(usual)];
  return spans.map(({ start, end }, index) => {
    const minutes = apart[index] - usual;
    const windowChanged =
      offset(window, start) !== offset(window, typical.start);
    const clocks = offset(window, start) - offset(window, end);
    if (minutes === 0 && clocks === 0) return undefined;
    return {
      ...(minutes !== 0 && {
        shift: {
          minutes,
          changed: windowChanged ? window : viewer,
          unchanged: windowChanged ? viewer : window,
        },
      }),
      ...(clocks !== 0 && {
        drift: exact
          ? { minutes: -clocks, of: 'end' as const }
          : { minutes: clocks, of: 'length' as const },
      }),
    };
  });
}
