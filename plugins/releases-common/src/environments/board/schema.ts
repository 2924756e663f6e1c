import { z } from 'zod';
import { instantSchema } from '../../http/values';
import { annotationProblemSchema } from '../annotations';
import { bookingSchema } from '../bookings/schema';
import { claimSchema } from '../claims/schema';
import { environmentSchema } from '../environment';
import { findingSchema, idleProofSchema } from '../findings';
import { leaseSchema } from '../leases/schema';

/** Who owns an environment, by the catalog and by its claim. @public */
export const ownerSchema = z.object({
  state: z.enum(['agree', 'differ', 'catalog-only', 'claim-only', 'nobody']),
  catalogOwner: z.string().optional(),
  claimOwner: z.string().optional(),
  /** The one that counts: the claim's, or else the catalog's. */
  owner: z.string().optional(),
  /** It had an owner who no longer answers for it. */
  orphanedAt: instantSchema.optional(),
  attestDueAt: instantSchema.optional(),
});
/** @public */
export type EnvironmentOwner = z.infer<typeof ownerSchema>;

/** What a booking shows of itself to somebody who may not know it: that it is there. */
const shownBooking = z.object({
  /** Absent when the reader may not know whose it is. */
  booking: bookingSchema.optional(),
  start: instantSchema,
  end: instantSchema,
  mode: bookingSchema.shape.mode,
  status: bookingSchema.shape.status,
});

/** @public */
export const occupancySchema = z.object({
  state: z.enum(['free', 'observed', 'shared', 'taken']),
  now: z.array(shownBooking),
  until: instantSchema.optional(),
  next: shownBooking.optional(),
  /** The live lease, if a run holds it. */
  lease: leaseSchema.optional(),
  /** The reader's own group has it. */
  isMine: z.boolean(),
});

/** A row of the board. @public */
export const environmentRowSchema = z.object({
  environment: environmentSchema,
  /** What is wrong with its annotations. */
  problems: z.array(annotationProblemSchema),
  owner: ownerSchema,
  claim: claimSchema.optional(),
  occupancy: occupancySchema,
  idle: idleProofSchema,
  /** Of the last 30 days, those in which it was used. */
  usedDays: z.int().min(0).max(30),
  waiting: z.int().min(0),
  findings: z.array(findingSchema),
  /** What the reader may do. */
  may: z.object({
    book: z.boolean(),
    claim: z.boolean(),
    approve: z.boolean(),
    manage: z.boolean(),
    breakLease: z.boolean(),
  }),
});
/** @public */
export type EnvironmentRow = z.infer<typeof environmentRowSchema>;
