import { DateTime } from 'luxon';
import { z } from 'zod';
import { entityRefSchema, timeZoneSchema } from '../../http/values';
import { DAY_MS, HOUR_MS, intersect, lengthInWords, MINUTE_MS } from '../time';
import {
  Booking,
  bookingModeSchema,
  BookingStatus,
  bookingUsageSchema,
  MAX_BOOKING_DAYS,
} from './schema';

const lines = {
  usages: z.array(bookingUsageSchema).min(1),
  modes: z.array(bookingModeSchema).min(1),
};
const minutes = z
  .int()
  .min(1)
  .max(MAX_BOOKING_DAYS * 24 * 60);

/**
 * Bookings that need nobody's approval. Every line must hold; an absent one
 * holds.
 *
 * @public
 */
export const autoApproveSchema = z.strictObject({
  usages: lines.usages.optional(),
  modes: lines.modes.optional(),
  /** The group that it is for, or one above it. */
  groups: z.array(entityRefSchema).min(1).max(100).optional(),
  maxMinutes: minutes.optional(),
});
/** @public */
export type AutoApprove = z.infer<typeof autoApproveSchema>;

/**
 * How an environment is booked. An absent line limits nothing.
 *
 * @public
 */
export const bookingPolicySchema = z.strictObject({
  /** What its own owner books is approved at once, or asked for like all else. */
  ownBookings: z.enum(['approve', 'ask']).default('approve'),
  autoApprove: z.array(autoApproveSchema).max(50).default([]),
  /** Only these. */
  usages: lines.usages.optional(),
  maxMinutes: minutes.optional(),
  /** At least so long before its start. */
  minLeadMinutes: minutes.optional(),
  /** At most so long before its start. */
  maxAheadDays: z.int().min(1).max(730).optional(),
  /** For one group in one week, Monday to Monday in `timeZone`; observers are free. */
  hoursAWeek: z.number().min(0.25).max(168).optional(),
  timeZone: timeZoneSchema.default('UTC'),
  noShowMinutes: minutes.optional(),
  setupMinutes: z.int().min(0).max(1440).default(0),
  teardownMinutes: z.int().min(0).max(1440).default(0),
});
/** @public */
export type BookingPolicy = z.infer<typeof bookingPolicySchema>;

/** @public */
export type PolicyRule =
  | 'usages'
  | 'maxMinutes'
  | 'minLeadMinutes'
  | 'maxAheadDays'
  | 'hoursAWeek'
  | 'ownBookings'
  | 'autoApprove';

/** One line of the policy and what became of it. @public */
export interface PolicyReason {
  rule: PolicyRule;
  met: boolean;
  observed: string;
  expected: string;
}

/**
 * `refused`: no approval helps, the reasons that are not met say what would.
 * `ask`: the owner decides. `approved`: at once.
 *
 * @public
 */
export interface PolicyVerdict {
  verdict: 'approved' | 'ask' | 'refused';
  reasons: PolicyReason[];
}

/** As much of a booking as a policy looks at. @public */
export type PolicyBooking = Pick<
  Booking,
  'usage' | 'mode' | 'start' | 'end' | 'onBehalfOf'
>;

/** @public */
export interface PolicyQuestion {
  policy: BookingPolicy;
  booking: PolicyBooking;
  /** Epoch milliseconds. */
  now: number;
  /** The group that it is for and all above it. */
  groups: readonly string[];
  /** The environment is owned by one of these groups. */
  isOwner: boolean;
  /** The group's other bookings of this environment; those that count are picked out. */
  groupBookings?: readonly (PolicyBooking & { status: BookingStatus })[];
}

const COUNTED: readonly BookingStatus[] = [
  'pending',
  'approved',
  'active',
  'completed',
  'no-show',
];

/** The weeks that a booking touches, with its group's time in each, itself included. */
function weeks({ policy, booking, groupBookings = [] }: PolicyQuestion) {
  const span = {
    start: Date.parse(booking.start),
    end: Date.parse(booking.end),
  };
  const spans = groupBookings
    .filter(
      other =>
        other.onBehalfOf === booking.onBehalfOf &&
        other.mode !== 'observer' &&
        COUNTED.includes(other.status),
    )
    .map(({ start, end }) => ({
      start: Date.parse(start),
      end: Date.parse(end),
    }));
  const found: { monday: string; used: number }[] = [];
  let week = DateTime.fromMillis(span.start, {
    zone: policy.timeZone,
  }).startOf('week');
  while (week.toMillis() < span.end) {
    const next = week.plus({ weeks: 1 });
    const range = { start: week.toMillis(), end: next.toMillis() };
    const used = [...spans, span].reduce((sum, other) => {
      const part = intersect(range, other);
      return part ? sum + part.end - part.start : sum;
    }, 0);
    found.push({ monday: week.toISODate()!, used });
    week = next;
  }
  return found;
}

function limits(question: PolicyQuestion): PolicyReason[] {
  const { policy, booking, now } = question;
  const length = Date.parse(booking.end) - Date.parse(booking.start);
  const lead = Date.parse(booking.start) - now;
  const reasons: PolicyReason[] = [];
  if (policy.usages) {
    reasons.push({
      rule: 'usages',
      met: policy.usages.includes(booking.usage),
      observed: booking.usage,
      expected: policy.usages.join(', '),
    });
  }
  if (policy.maxMinutes !== undefined) {
    reasons.push({
      rule: 'maxMinutes',
      met: length <= policy.maxMinutes * MINUTE_MS,
      observed: lengthInWords(length),
      expected: `at most ${lengthInWords(policy.maxMinutes * MINUTE_MS)}`,
    });
  }
  if (policy.minLeadMinutes !== undefined) {
    reasons.push({
      rule: 'minLeadMinutes',
      met: lead >= policy.minLeadMinutes * MINUTE_MS,
      observed: `${lengthInWords(Math.max(0, lead))} ahead`,
      expected: `at least ${lengthInWords(
        policy.minLeadMinutes * MINUTE_MS,
      )} ahead`,
    });
  }
  if (policy.maxAheadDays !== undefined) {
    reasons.push({
      rule: 'maxAheadDays',
      met: lead <= policy.maxAheadDays * DAY_MS,
      observed: `${lengthInWords(Math.max(0, lead))} ahead`,
      expected: `at most ${policy.maxAheadDays} d ahead`,
    });
  }
  if (policy.hoursAWeek !== undefined && booking.mode !== 'observer') {
    const allowed = policy.hoursAWeek * HOUR_MS;
    const fullest = weeks(question).reduce((one, other) =>
      other.used > one.used ? other : one,
    );
    reasons.push({
      rule: 'hoursAWeek',
      met: fullest.used <= allowed,
      observed: `${lengthInWords(fullest.used)} in the week of ${
        fullest.monday
      }`,
      expected: `at most ${lengthInWords(allowed)} a week for ${
        booking.onBehalfOf
      }`,
    });
  }
  return reasons;
}

function describeAutoApprove(rule: AutoApprove): string {
  const parts = [
    rule.usages?.join(' or '),
    rule.modes?.join(' or '),
    rule.groups && `for ${rule.groups.join(' or ')}`,
    rule.maxMinutes !== undefined &&
      `at most ${lengthInWords(rule.maxMinutes * MINUTE_MS)}`,
  ].filter(part => part !== undefined && part !== false);
  return parts.join(', ') || 'anything';
}

function approvals({
  policy,
  booking,
  groups,
  isOwner,
}: PolicyQuestion): PolicyReason[] {
  const length = Date.parse(booking.end) - Date.parse(booking.start);
  const observed = `${booking.usage}, ${booking.mode}, for ${
    booking.onBehalfOf
  }, ${lengthInWords(length)}`;
  const reasons: PolicyReason[] = policy.autoApprove.map(rule => ({
    rule: 'autoApprove',
    met:
      (rule.usages?.includes(booking.usage) ?? true) &&
      (rule.modes?.includes(booking.mode) ?? true) &&
      (rule.groups?.some(group => groups.includes(group)) ?? true) &&
      length <= (rule.maxMinutes ?? Infinity) * MINUTE_MS,
    observed,
    expected: describeAutoApprove(rule),
  }));
  if (policy.ownBookings === 'approve') {
    reasons.unshift({
      rule: 'ownBookings',
      met: isOwner,
      observed: isOwner ? 'its owner' : booking.onBehalfOf,
      expected: 'its owner',
    });
  }
  return reasons;
}

/**
 * What an environment's policy says of a booking. The limits hold for everybody,
 * its owner included; whether it takes an approval is asked after that. Every
 * line that was looked at is among the reasons.
 *
 * @public
 */
export function evaluateBookingPolicy(question: PolicyQuestion): PolicyVerdict {
  const limited = limits(question);
  if (limited.some(reason => !reason.met)) {
    return { verdict: 'refused', reasons: limited };
  }
  const approving = approvals(question);
  return {
    verdict: approving.some(reason => reason.met) ? 'approved' : 'ask',
    reasons: [...limited, ...approving],
  };
}
