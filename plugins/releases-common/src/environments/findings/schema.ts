import { z } from 'zod';
import { environmentTierSchema } from '../../catalog/schema';
import { instantSchema } from '../../http/values';

/**
 * `raw-data`: production data as it is, outside of production. `forbidden-flow`:
 * a dependency over network zones between which nothing may flow.
 * `identity-in-tiers`: one identity deployed into two tiers.
 * `undeclared-identity`: one deployed that the environment does not name.
 *
 * @public
 */
export const findingKindSchema = z.enum([
  'raw-data',
  'forbidden-flow',
  'identity-in-tiers',
  'undeclared-identity',
]);
/** @public */
export type FindingKind = z.infer<typeof findingKindSchema>;

/** What a finding is seen by. @public */
export const findingEvidenceSchema = z.object({
  /** What it was seen on: an environment, a component, an identity. */
  subject: z.string(),
  observed: z.string(),
  expected: z.string().optional(),
  at: instantSchema.optional(),
  tier: environmentTierSchema.optional(),
  count: z.int().optional(),
});
/** @public */
export type FindingEvidence = z.infer<typeof findingEvidenceSchema>;

/** @public */
export const findingSchema = z.object({
  /** Stays the same as long as it is the same finding. */
  key: z.string(),
  kind: findingKindSchema,
  severity: z.enum(['negative', 'warning']),
  environmentRef: z.string(),
  /** Others that it is about, besides the environment. */
  entityRefs: z.array(z.string()),
  text: z.string(),
  evidence: z.array(findingEvidenceSchema),
  since: instantSchema.optional(),
});
/** @public */
export type Finding = z.infer<typeof findingSchema>;
