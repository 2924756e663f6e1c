import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  resourceFields,
} from '../../http/values';
import {
  factNameSchema,
  factValueSchema,
  promotionCriteriaSchema,
} from './criteria';

export const versionSchema = z.string().trim().min(1).max(200);

/**
 * Something that is known of a version of an entity. A later report of the same
 * name takes its place.
 *
 * @public
 */
export const factInputSchema = z.strictObject({
  entityRef: entityRefSchema,
  version: versionSchema,
  name: factNameSchema,
  value: factValueSchema,
  /** Who measured it. */
  source: z.string().trim().min(1).max(200),
  /** When it was measured; now unless told. */
  at: instantSchema.optional(),
  /** From then on it is stale, whatever a criterion says. */
  expiresAt: instantSchema.optional(),
  url: z
    .url({ protocol: /^https?$/, error: 'expected an http or https URL' })
    .max(2000)
    .optional(),
});
/** @public */
export type FactInput = z.infer<typeof factInputSchema>;

/** @public */
export const factSchema = z.object({
  ...factInputSchema.shape,
  id: z.string(),
  at: instantSchema,
  reportedAt: instantSchema,
  reportedBy: z.string(),
});
/** @public */
export type Fact = z.infer<typeof factSchema>;

const policyFields = {
  from: entityRefSchema,
  to: entityRefSchema,
  criteria: promotionCriteriaSchema,
};

/** What it takes to get from one environment to another. @public */
export const promotionPolicyInputSchema = z
  .strictObject(policyFields)
  .refine(policy => policy.from !== policy.to, {
    path: ['to'],
    message: 'expected another environment than from',
  });
/** @public */
export type PromotionPolicyInput = z.infer<typeof promotionPolicyInputSchema>;

/** @public */
export const promotionPolicyPatchSchema = z.strictObject({
  criteria: promotionCriteriaSchema,
});

/** @public */
export const promotionPolicySchema = z.object({
  ...policyFields,
  ...resourceFields,
});
/** @public */
export type PromotionPolicy = z.infer<typeof promotionPolicySchema>;

/**
 * `not-yet`: time alone makes it pass. `missing` and `stale`: it cannot be said.
 *
 * @public
 */
export const promotionVerdictSchema = z.enum([
  'passed',
  'failed',
  'not-yet',
  'missing',
  'stale',
]);
/** @public */
export type PromotionVerdict = z.infer<typeof promotionVerdictSchema>;

/**
 * What would make a criterion pass, for programs: `report` a fact (of a value
 * that the operator takes), `wait` until an instant, so many successful `runs`
 * in a row, so many more approvals, a newer `version`, a deployment to where it
 * comes from. `nothing` is to be done, or can be.
 *
 * @public
 */
export const cureSchema = z.object({
  kind: z.enum([
    'nothing',
    'report',
    'wait',
    'run',
    'approve',
    'deploy',
    'new-version',
  ]),
  until: instantSchema.optional(),
  count: z.int().optional(),
  /** By how much the value has to change. */
  by: z.number().optional(),
});
/** @public */
export type Cure = z.infer<typeof cureSchema>;

/** @public */
export const criterionAnswerSchema = z.object({
  key: z.string(),
  kind: z.enum(['fact', 'soak', 'success-rate', 'approvals', 'age']),
  title: z.string(),
  verdict: promotionVerdictSchema,
  /** It stands below a `not`: the opposite is asked for. */
  negated: z.boolean(),
  fact: z.string().optional(),
  op: z.string(),
  /** Durations in milliseconds, rates in per cent. */
  value: factValueSchema.optional(),
  threshold: z.union([factValueSchema, z.array(factValueSchema)]).optional(),
  unit: z.enum(['ms', '%']).optional(),
  /** How many were counted: of runs, with how many succeeded. */
  sample: z.object({ succeeded: z.int(), total: z.int() }).optional(),
  source: z.string().optional(),
  /** When it was observed, and until when that counts. */
  at: instantSchema.optional(),
  ageMs: z.number().optional(),
  freshUntil: instantSchema.optional(),
  /** The last that was known of another version, when it is missing. */
  earlier: z.object({ version: z.string(), at: instantSchema }).optional(),
  url: z.string().optional(),
  cure: cureSchema,
  /** The same in words. */
  toPass: z.string(),
});
/** @public */
export type CriterionAnswer = z.infer<typeof criterionAnswerSchema>;

/** The tree again, each node with its verdict. @public */
export interface VerdictNode {
  is: 'all' | 'any' | 'not' | 'criterion';
  verdict: PromotionVerdict;
  /** Of a criterion. */
  key?: string;
  children?: VerdictNode[];
}

/** @public */
export const verdictNodeSchema: z.ZodType<VerdictNode> = z
  .lazy(() =>
    z.object({
      is: z.enum(['all', 'any', 'not', 'criterion']),
      verdict: promotionVerdictSchema,
      key: z.string().optional(),
      children: z.array(verdictNodeSchema).optional(),
    }),
  )
  .meta({ id: 'VerdictNode' });

/** @public */
export const promotionAnswerSchema = z.object({
  verdict: promotionVerdictSchema,
  at: instantSchema,
  passing: z.int(),
  total: z.int(),
  criteria: z.array(criterionAnswerSchema),
  tree: verdictNodeSchema,
  /** When it passes if nothing else changes. */
  opensAt: instantSchema.optional(),
});
/** @public */
export type PromotionAnswer = z.infer<typeof promotionAnswerSchema>;
