import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import type { Text } from '../../translation';
import { Clock, dayMoment } from '../shared';

/** What comes next in an environment: when, then what, for whom, and who waits. */
export function nextWords(
  row: EnvironmentRow,
  context: {
    t: Text;
    clock: Clock;
    nameOf(ref: string): string;
    mine: string[];
  },
): { title: string; detail: string } {
  const { t, clock, nameOf, mine } = context;
  const { occupancy, waiting } = row;
  const { next } = occupancy;
  const wait =
    waiting > 0 ? t('environments.next.wait', { count: waiting }) : '';
  const withWait = (text: string) => (wait ? `${text}; ${wait}` : text);
  if (!next) {
    const isFree = occupancy.state === 'free';
    return {
      title: t('environments.next.none'),
      detail: withWait(
        isFree ? t('environments.next.asLong') : t('environments.next.then'),
      ),
    };
  }
  const { booking } = next;
  const parts: string[] = [];
  if (booking) {
    parts.push(booking.purpose);
    parts.push(
      mine.includes(booking.onBehalfOf)
        ? t('environments.next.yours')
        : nameOf(booking.onBehalfOf),
    );
  } else parts.push(t('environments.now.hidden'));
  if (next.status === 'pending') parts.push(t('environments.next.pending'));
  return {
    title: dayMoment(next.start, clock, t),
    detail: withWait(parts.join(', ')),
  };
}
