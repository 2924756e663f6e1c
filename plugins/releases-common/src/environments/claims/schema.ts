import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  resourceFields,
} from '../../http/values';

/**
 * `asked`: the group was asked to take it. `requested`: the group asks for it.
 * `active`: it answers for it. `handover-offered`: it does, and has offered it to
 * another. `orphaned`: it no longer does, and nobody else does. `ended`: handed
 * over, given up, or claimed by another after it was orphaned.
 *
 * @public
 */
export const claimStatusSchema = z.enum([
  'asked',
  'requested',
  'active',
  'handover-offered',
  'orphaned',
  'rejected',
  'withdrawn',
  'ended',
]);
/** @public */
export type ClaimStatus = z.infer<typeof claimStatusSchema>;

/** @public */
export const obligationKindSchema = z.enum([
  'clean-up',
  'data-refresh',
  'patching',
  'data-replacement',
]);
/** @public */
export type ObligationKind = z.infer<typeof obligationKindSchema>;

/**
 * When an obligation is due: again and again after it was last done, within so
 * many hours of each booking that expires, or once.
 *
 * @public
 */
export const obligationDueSchema = z.union([
  z.strictObject({
    every: z.int().min(1).max(365),
    unit: z.enum(['day', 'week', 'month']),
    /** One `every` after the claim began unless told. */
    firstDueAt: instantSchema.optional(),
  }),
  z.strictObject({ withinHours: z.int().min(1).max(720) }),
  z.strictObject({ by: instantSchema }),
]);
/** @public */
export type ObligationDue = z.infer<typeof obligationDueSchema>;

/** @public */
export const obligationInputSchema = z.strictObject({
  kind: obligationKindSchema,
  due: obligationDueSchema,
});

/** @public */
export const obligationSchema = z.object({
  ...obligationInputSchema.shape,
  id: z.string(),
  doneAt: instantSchema.optional(),
  doneBy: z.string().optional(),
});
/** @public */
export type Obligation = z.infer<typeof obligationSchema>;

const claimFields = {
  /** A user of the group who looks after it. */
  steward: entityRefSchema.optional(),
  /** Whom to turn to: an address, a channel, a telephone. */
  escalation: z.string().trim().max(500),
  /** How often the group says again that it answers for it. */
  attestEveryMonths: z.int().min(1).max(36),
};

/** @public */
export const claimInputSchema = z.strictObject({
  ...claimFields,
  environmentRef: entityRefSchema,
  group: entityRefSchema,
  escalation: claimFields.escalation.default(''),
  attestEveryMonths: claimFields.attestEveryMonths.default(6),
  obligations: z.array(obligationInputSchema).max(20).default([]),
  /** Asked of the group by somebody else, for the group to accept. */
  ask: z.boolean().default(false),
  reason: z.string().trim().max(2000).optional(),
});
/** @public */
export type ClaimInput = z.infer<typeof claimInputSchema>;

/** @public */
export const claimPatchSchema = z
  .strictObject({
    ...claimFields,
    obligations: z.array(obligationInputSchema).max(20),
  })
  .partial();
/** @public */
export type ClaimPatch = z.infer<typeof claimPatchSchema>;

/** @public */
export const claimSchema = z.object({
  ...claimFields,
  ...resourceFields,
  environmentRef: z.string(),
  group: z.string(),
  status: claimStatusSchema,
  requestedBy: z.string(),
  reason: z.string().optional(),
  obligations: z.array(obligationSchema),
  /** Since when the group answers for it, and since when it no longer does. */
  activeSince: instantSchema.optional(),
  endedAt: instantSchema.optional(),
  confirmedBy: z.string().optional(),
  attestedAt: instantSchema.optional(),
  attestedBy: z.string().optional(),
  /** The group that it was offered to. */
  offeredTo: z.string().optional(),
  offeredBy: z.string().optional(),
  /** Why it was rejected, ended or orphaned. */
  statusReason: z.string().optional(),
});
/** @public */
export type Claim = z.infer<typeof claimSchema>;
