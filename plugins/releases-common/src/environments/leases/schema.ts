import { z } from 'zod';
import { entityRefSchema, instantSchema } from '../../http/values';

/** @public */
export const leaseStatusSchema = z.enum([
  'held',
  'released',
  'expired',
  'broken',
  'transferred',
]);
/** @public */
export type LeaseStatus = z.infer<typeof leaseStatusSchema>;

/**
 * What holds a lease: a run of a pipeline or a change, never merely a person.
 * The one who started it is `userRef`.
 *
 * @public
 */
export const leaseHolderSchema = z.strictObject({
  kind: z.enum(['run', 'change']),
  id: z.string().trim().min(1).max(500),
  url: z
    .url({ protocol: /^https?$/, error: 'expected an http or https URL' })
    .max(2000)
    .optional(),
  userRef: entityRefSchema.optional(),
});
/** @public */
export type LeaseHolder = z.infer<typeof leaseHolderSchema>;

/**
 * An environment held live by a run. It is live while its status is `held` and
 * `expiresAt` has not come; from then on its token is dead, whatever the status
 * still says.
 *
 * @public
 */
export const leaseSchema = z.object({
  id: z.string(),
  environmentRef: entityRefSchema,
  bookingId: z.string().optional(),
  holder: leaseHolderSchema,
  /** Fencing token: grows with each lease of the environment, never comes again. */
  token: z.int().min(1),
  status: leaseStatusSchema,
  acquiredAt: instantSchema,
  renewedAt: instantSchema,
  /** Absent when it is held for good. */
  expiresAt: instantSchema.optional(),
  /** No renewal goes beyond it; absent when it is held for good. */
  diesAt: instantSchema.optional(),
  /** How long a renewal lasts that does not say. */
  ttlSeconds: z.number().optional(),
  /** After an expiry only the same holder may have the environment again, with a new token. */
  graceSeconds: z.int().min(0).max(86_400),
  endedAt: instantSchema.optional(),
  endedBy: z.string().optional(),
  endReason: z.string().optional(),
});
/** @public */
export type Lease = z.infer<typeof leaseSchema>;

/**
 * An environment's place for a lease: the last token that was given out, and
 * the last lease, live or over. One row, changed by compare and set.
 *
 * @public
 */
export interface LeaseSlot {
  environmentRef: string;
  lastToken: number;
  lease?: Lease;
}

/**
 * A run's place in the queue for an environment. It has to ask again before
 * `pollBy`, so that one that has died holds up nobody.
 *
 * @public
 */
export const leaseTicketSchema = z.object({
  id: z.string(),
  environmentRef: entityRefSchema,
  holder: leaseHolderSchema,
  /** Grows with each ticket. */
  sequence: z.int(),
  joinedAt: instantSchema,
  pollBy: instantSchema,
});
/** @public */
export type LeaseTicket = z.infer<typeof leaseTicketSchema>;
