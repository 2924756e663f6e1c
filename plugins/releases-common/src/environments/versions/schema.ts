import { z } from 'zod';
import { entityRefSchema, instantSchema } from '../../http/values';

/**
 * `in-progress`: has begun. `removed`: it no longer runs there.
 *
 * @public
 */
export const deploymentResultSchema = z.enum([
  'succeeded',
  'failed',
  'in-progress',
  'removed',
]);
/** @public */
export type DeploymentResult = z.infer<typeof deploymentResultSchema>;

const digest = z
  .string()
  .trim()
  .toLowerCase()
  .max(200)
  .regex(
    /^[a-z0-9]+:[0-9a-f]{32,128}$/,
    'expected an algorithm and a digest, such as sha256:9f2c…',
  );

/** A deployment as it is reported. @public */
export const deploymentInputSchema = z.strictObject({
  componentRef: entityRefSchema,
  environmentRef: entityRefSchema,
  version: z.string().trim().min(1).max(200),
  /** Of the artifact: what tells a promotion from a rebuild. */
  digest: digest.optional(),
  /** The run that carried it out. */
  run: z.string().trim().min(1).max(500).optional(),
  url: z
    .url({ protocol: /^https?$/, error: 'expected an http or https URL' })
    .max(2000)
    .optional(),
  /** The identity that deployed: the one that the environment saw. */
  actor: z.string().trim().min(1).max(200).optional(),
  /** When it took place; now unless told. */
  at: instantSchema.optional(),
  result: deploymentResultSchema.default('succeeded'),
  /** What the holder of the environment's lease must show. */
  leaseToken: z.int().min(1).optional(),
});
/** @public */
export type DeploymentInput = z.infer<typeof deploymentInputSchema>;

/** @public */
export const deploymentSchema = z.object({
  ...deploymentInputSchema.omit({ leaseToken: true }).shape,
  id: z.string(),
  at: instantSchema,
  result: deploymentResultSchema,
  reportedAt: instantSchema,
  reportedBy: z.string(),
});
/** @public */
export type Deployment = z.infer<typeof deploymentSchema>;

/** As much of a deployment as the matrix keeps. @public */
export const cellDeploymentSchema = deploymentSchema.pick({
  id: true,
  version: true,
  digest: true,
  run: true,
  actor: true,
  at: true,
  result: true,
});
/** @public */
export type CellDeployment = z.infer<typeof cellDeploymentSchema>;

/**
 * A component in an environment: what runs there, and what was tried last when
 * that is something else.
 *
 * @public
 */
export const versionCellSchema = z.object({
  componentRef: z.string(),
  environmentRef: z.string(),
  /** The last that succeeded, or the removal. */
  current: cellDeploymentSchema.optional(),
  /** The last of all, of whatever result. */
  latest: cellDeploymentSchema.optional(),
});
/** @public */
export type VersionCell = z.infer<typeof versionCellSchema>;

/**
 * How far a cell is ahead of the one it is compared with, in versions of the
 * component; negative when it is behind. `since` is when the first version that
 * the other has not yet came to run here.
 *
 * @public
 */
export const driftSchema = z.object({
  against: z.string(),
  steps: z.int(),
  since: instantSchema.optional(),
});
/** @public */
export type Drift = z.infer<typeof driftSchema>;

/**
 * One version that has several digests: it was built again, so that what was
 * tested is not what runs.
 *
 * @public
 */
export const brokenPromotionSchema = z.object({
  componentRef: z.string(),
  version: z.string(),
  digests: z.array(
    z.object({
      digest: z.string(),
      places: z.array(
        z.object({
          environmentRef: z.string(),
          at: instantSchema,
          run: z.string().optional(),
          actor: z.string().optional(),
        }),
      ),
    }),
  ),
});
/** @public */
export type BrokenPromotion = z.infer<typeof brokenPromotionSchema>;

/** @public */
export const cellStateSchema = z.enum(['runs', 'not-deployed', 'not-reported']);

/** @public */
export const matrixCellSchema = z.object({
  ...versionCellSchema.omit({ componentRef: true }).shape,
  state: cellStateSchema,
  lastFailed: z.boolean(),
  deploying: z.boolean(),
  /** Another place runs the same version with another digest. */
  brokenPromotion: z.boolean(),
  drift: driftSchema.optional(),
});
/** @public */
export type MatrixCell = z.infer<typeof matrixCellSchema>;

/** @public */
export const matrixRowSchema = z.object({
  componentRef: z.string(),
  /** What the catalog knows of it, as far as the reader may. */
  title: z.string().optional(),
  system: z.string().optional(),
  /** The nearest. */
  domain: z.string().optional(),
  /** In the order of the environments that were asked for. */
  cells: z.array(matrixCellSchema),
  /** The farthest that any environment is ahead of production. */
  ahead: driftSchema.optional(),
  brokenPromotions: z.array(brokenPromotionSchema),
});
/** @public */
export type MatrixRow = z.infer<typeof matrixRowSchema>;
