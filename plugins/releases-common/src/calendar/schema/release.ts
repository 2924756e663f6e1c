import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  linkSchema,
  resourceFields,
  timeZoneSchema,
} from '../../http/values';
import { title, text } from './fields';

/** @public */
export const releaseStatusSchema = z.enum([
  'planned',
  'ready',
  'in-progress',
  'released',
  'rolled-back',
  'cancelled',
]);
/** @public */
export type ReleaseStatus = z.infer<typeof releaseStatusSchema>;

const releaseFields = {
  title,
  owner: entityRefSchema,
  /** What ships, with the version that it ships. */
  entities: z
    .array(
      z.strictObject({
        ref: entityRefSchema,
        version: z.string().trim().min(1).max(100),
        previousVersion: z.string().trim().min(1).max(100).optional(),
      }),
    )
    .min(1)
    .max(200),
  environments: z.array(entityRefSchema).max(100),
  start: instantSchema,
  end: instantSchema,
  /** The zone it is planned in, shown beside the viewer's. */
  timeZone: timeZoneSchema,
  status: releaseStatusSchema,
  links: z.array(linkSchema).max(20),
  notes: text,
};

/** @public */
export const releaseInputSchema = z
  .strictObject({
    ...releaseFields,
    environments: releaseFields.environments.default([]),
    timeZone: timeZoneSchema.default('UTC'),
    status: releaseStatusSchema.default('planned'),
    links: releaseFields.links.default([]),
    notes: text.default(''),
  })
  .refine(release => release.start < release.end, {
    path: ['end'],
    message: 'expected an instant after start',
  });
/** @public */
export type ReleaseInput = z.infer<typeof releaseInputSchema>;

/**
 * Of a release; `null` clears what need not be given.
 *
 * @public
 */
export const releasePatchSchema = z
  .strictObject({
    ...releaseFields,
    environments: releaseFields.environments.nullable(),
    timeZone: timeZoneSchema.nullable(),
    status: releaseStatusSchema.nullable(),
    links: releaseFields.links.nullable(),
    notes: text.nullable(),
  })
  .partial();
/** @public */
export type ReleasePatch = z.infer<typeof releasePatchSchema>;

/** @public */
export const releaseSchema = z.object({ ...releaseFields, ...resourceFields });
/** @public */
export type Release = z.infer<typeof releaseSchema>;
