import { DateTime } from 'luxon';
import { DAY_MS } from '../time';
import type { Claim } from './schema';
import { ACCOUNTABLE_STATUSES } from './status';

/** From so many days before it is due, a claim says so. @public */
export const ATTEST_SOON_DAYS = 30;
/** And from so many it is pressing. @public */
export const ATTEST_PRESSING_DAYS = 14;

/** @public */
export interface Attestation {
  state: 'attested' | 'soon' | 'pressing' | 'overdue';
  /** Attested last, or confirmed. */
  since: string;
  dueAt: string;
  /** Whole days left; 0 when overdue. */
  daysLeft: number;
  /** How much of the time between has passed, 0 to 1. */
  elapsed: number;
}

export function addTo(
  instant: string,
  count: number,
  unit: 'day' | 'week' | 'month',
): string {
  return DateTime.fromISO(instant, { zone: 'UTC' })
    .plus({ [unit]: count })
    .toJSDate()
    .toISOString();
}

/**
 * When a claim has to be attested again; `undefined` for one that is not active.
 * Months are counted on the calendar in UTC, a day that does not exist is the
 * last of the month. `now` is in epoch milliseconds.
 *
 * @public
 */
export function attestationOf(
  claim: Pick<
    Claim,
    'status' | 'activeSince' | 'attestedAt' | 'attestEveryMonths'
  >,
  now: number,
): Attestation | undefined {
  const since = claim.attestedAt ?? claim.activeSince;
  if (!since || !ACCOUNTABLE_STATUSES.includes(claim.status)) {
    return undefined;
  }
  const dueAt = addTo(since, claim.attestEveryMonths, 'month');
  const left = Date.parse(dueAt) - now;
  const whole = Date.parse(dueAt) - Date.parse(since);
  return {
    state: stateOf(left),
    since,
    dueAt,
    daysLeft: Math.max(0, Math.floor(left / DAY_MS)),
    elapsed: Math.min(1, Math.max(0, 1 - left / whole)),
  };
}

function stateOf(left: number): Attestation['state'] {
  if (left <= 0) {
    return 'overdue';
  }
  if (left <= ATTEST_PRESSING_DAYS * DAY_MS) {
    return 'pressing';
  }
  return left <= ATTEST_SOON_DAYS * DAY_MS ? 'soon' : 'attested';
}

/** @public */
export type LapseReason = 'group-gone' | 'group-empty' | 'not-attested';

/**
 * Why a claim lapses now, if it does: its group is gone from the catalog or has
 * no members, or nobody attested in time. Without `group` the catalog did not
 * answer, and nothing is concluded from silence.
 *
 * @public
 */
export function lapseReason(options: {
  claim: Parameters<typeof attestationOf>[0];
  /** Epoch milliseconds. */
  now: number;
  group?: { exists: boolean; memberCount: number };
  /** How long after the due date; 0 unless told. */
  graceDays?: number;
}): LapseReason | undefined {
  const { claim, now, group, graceDays = 0 } = options;
  const attestation = attestationOf(claim, now);
  if (!attestation) {
    return undefined;
  }
  if (group && !group.exists) {
    return 'group-gone';
  }
  if (group && group.memberCount === 0) {
    return 'group-empty';
  }
  return now >= Date.parse(attestation.dueAt) + graceDays * DAY_MS
    ? 'not-attested'
    : undefined;
}
