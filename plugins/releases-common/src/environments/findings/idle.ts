import { z } from 'zod';
import { instantSchema } from '../../http/values';
import { moneySchema } from '../annotations';
import { DAY_MS } from '../time';

/**
 * That an environment is idle, with the dates that prove it: no deployment, no
 * booking and no lease since.
 *
 * @public
 */
export const idleProofSchema = z.object({
  idle: z.boolean(),
  /** The last that happened; absent when nothing ever did. */
  since: instantSchema.optional(),
  /** Whole days; absent with `since`. */
  days: z.int().optional(),
  lastDeploymentAt: instantSchema.optional(),
  lastBookingEndedAt: instantSchema.optional(),
  lastLeaseEndedAt: instantSchema.optional(),
  /** Why it is not: somebody has it or will, its owner keeps it, something happened of late, or nothing is known. */
  because: z.enum(['in-use', 'booked', 'kept', 'recent', 'unknown']).optional(),
  /** What it has cost since. */
  cost: moneySchema.optional(),
  /** Until when its owner keeps it, and why. */
  kept: z.object({ until: instantSchema, reason: z.string() }).optional(),
  /** It is marked as one that may go. */
  expired: z
    .object({ at: instantSchema, by: z.string(), reason: z.string() })
    .optional(),
});
/** @public */
export type IdleProof = z.infer<typeof idleProofSchema>;

/** @public */
export interface IdleQuestion {
  /** Epoch milliseconds. */
  now: number;
  /** Idle from so many days on. */
  idleDays: number;
  lastDeploymentAt?: string;
  /** The last end of an approved booking that took place. */
  lastBookingEndedAt?: string;
  lastLeaseEndedAt?: string;
  /** Somebody has it now. */
  inUse?: boolean;
  /** An approved booking is still to come. */
  isBooked?: boolean;
  /** Its owner has said that it is to be kept until then. */
  keepUntil?: string;
  /** When it was seen first, for one in which nothing ever happened. */
  knownSince?: string;
  costPerDay?: { currency: string; amount: number };
}

/**
 * Whether an environment is idle, with the dates. What somebody has or has
 * booked is not, nor what its owner keeps. One in which nothing ever happened
 * counts from when it was seen first.
 *
 * @public
 */
export function idleProof(question: IdleQuestion): IdleProof {
  const { now, knownSince, costPerDay } = question;
  const { lastDeploymentAt, lastBookingEndedAt, lastLeaseEndedAt } = question;
  const dates = {
    ...(lastDeploymentAt && { lastDeploymentAt }),
    ...(lastBookingEndedAt && { lastBookingEndedAt }),
    ...(lastLeaseEndedAt && { lastLeaseEndedAt }),
  };
  const [since = knownSince] = Object.values(dates).sort(
    (one, other) => Date.parse(other) - Date.parse(one),
  );
  const days =
    since === undefined
      ? undefined
      : Math.max(0, Math.floor((now - Date.parse(since)) / DAY_MS));
  const because = whyNotIdle(question, days);
  return {
    idle: because === undefined,
    ...(since && { since, days }),
    ...dates,
    ...(because && { because }),
    ...(costPerDay &&
      days !== undefined && {
        cost: {
          currency: costPerDay.currency,
          amount: Math.round(costPerDay.amount * days * 100) / 100,
        },
      }),
  };
}

function whyNotIdle(
  { inUse, isBooked, keepUntil, now, idleDays }: IdleQuestion,
  days: number | undefined,
): IdleProof['because'] {
  if (inUse) {
    return 'in-use';
  }
  if (isBooked) {
    return 'booked';
  }
  if (keepUntil !== undefined && now < Date.parse(keepUntil)) {
    return 'kept';
  }
  if (days === undefined) {
    return 'unknown';
  }
  return days < idleDays ? 'recent' : undefined;
}
