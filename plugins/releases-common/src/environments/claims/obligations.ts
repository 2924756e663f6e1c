import { DAY_MS, HOUR_MS, toIso } from '../time';
import { addTo } from './attestation';
import type { Obligation } from './schema';

/** @public */
export interface ObligationState {
  /** `met`: nothing to do yet. `due`: within a week, or a clean-up is open. */
  state: 'met' | 'due' | 'overdue';
  /** Absent when there is nothing to do at all. */
  dueAt?: string;
}

const SOON_MS = 7 * DAY_MS;

function dueAtOf(
  { due, doneAt }: Obligation,
  { activeSince, openSince }: { activeSince: string; openSince?: string },
): string | undefined {
  if ('every' in due) {
    return doneAt
      ? addTo(doneAt, due.every, due.unit)
      : due.firstDueAt ?? addTo(activeSince, due.every, due.unit);
  }
  if ('by' in due) {
    return doneAt ? undefined : due.by;
  }
  const isOpen =
    openSince !== undefined &&
    (doneAt === undefined || Date.parse(doneAt) < Date.parse(openSince));
  return isOpen
    ? toIso(Date.parse(openSince) + due.withinHours * HOUR_MS)
    : undefined;
}

/**
 * Whether an obligation is met, and when it is due. `openSince` is the earliest
 * expiry of a booking that nobody has cleaned up after; `activeSince` is when
 * the claim began.
 *
 * @public
 */
export function obligationState(
  obligation: Obligation,
  options: {
    activeSince: string;
    openSince?: string;
    /** Epoch milliseconds. */
    now: number;
  },
): ObligationState {
  const dueAt = dueAtOf(obligation, options);
  if (!dueAt) {
    return { state: 'met' };
  }
  const left = Date.parse(dueAt) - options.now;
  if (left <= 0) {
    return { state: 'overdue', dueAt };
  }
  const isOpenTask = !('every' in obligation.due);
  return {
    state: left <= SOON_MS || isOpenTask ? 'due' : 'met',
    dueAt,
  };
}
