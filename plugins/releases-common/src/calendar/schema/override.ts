import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  resourceFields,
} from '../../http/values';
import { actionSchema } from './words';

/** @public */
export const overrideStatusSchema = z.enum([
  'requested',
  'approved',
  'rejected',
  'revoked',
  'expired',
]);
/** @public */
export type OverrideStatus = z.infer<typeof overrideStatusSchema>;

/**
 * What an override lets through. Every line must hold; an absent line holds.
 *
 * @public
 */
export const overrideScopeSchema = z.strictObject({
  entityRefs: z.array(entityRefSchema).min(1).max(200).optional(),
  environmentRefs: z.array(entityRefSchema).min(1).max(100).optional(),
  actions: z.array(actionSchema).min(1).optional(),
});
/** @public */
export type OverrideScope = z.infer<typeof overrideScopeSchema>;

/** @public */
export const overrideInputSchema = z.strictObject({
  windowId: z.uuid(),
  /** The release it is asked for, if any. */
  releaseId: z.uuid().optional(),
  scope: overrideScopeSchema,
  reason: z.string().trim().min(10).max(2000),
  incident: z.string().trim().min(1).max(500).optional(),
  expiresAt: instantSchema,
});
/** @public */
export type OverrideInput = z.infer<typeof overrideInputSchema>;

/** @public */
export const overrideSchema = z.object({
  ...overrideInputSchema.shape,
  ...resourceFields,
  windowTitle: z.string(),
  status: overrideStatusSchema,
  requestedBy: z.string(),
  decidedBy: z.string().optional(),
  decidedAt: instantSchema.optional(),
  decisionReason: z.string().optional(),
  revokedBy: z.string().optional(),
  revokedAt: instantSchema.optional(),
  useCount: z.int(),
});
/** @public */
export type Override = z.infer<typeof overrideSchema>;

/** @public */
export const overrideDecisionSchema = z.strictObject({
  reason: z.string().trim().max(2000).optional(),
});

/** @public */
export const overrideUseInputSchema = z.strictObject({
  entityRef: entityRefSchema,
  environmentRef: entityRefSchema.optional(),
  action: actionSchema,
  /** The run, job or change that made use of it. */
  run: z.string().trim().min(1).max(500).optional(),
});
/** @public */
export const overrideUseSchema = z.object({
  ...overrideUseInputSchema.shape,
  id: z.uuid(),
  usedAt: instantSchema,
  usedBy: z.string(),
});
/** @public */
export type OverrideUse = z.infer<typeof overrideUseSchema>;
