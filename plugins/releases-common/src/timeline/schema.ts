import { z } from 'zod';
import { instantSchema } from '../http/values';
import { environmentTierSchema, scopeReasonSchema } from '../catalog/schema';

/** @public */
export const timelineKindSchema = z.enum([
  'freeze',
  'allow',
  'advisory',
  'release',
  'business',
  'vendor',
]);
/** @public */
export type TimelineKind = z.infer<typeof timelineKindSchema>;

/**
 * Another item that this one collides with, and why: for a release, a freeze
 * that it falls into; for a freeze, another that overlaps and shares an entity.
 *
 * @public
 */
export const collisionSchema = z.object({
  itemId: z.string(),
  sourceId: z.string(),
  kind: timelineKindSchema,
  title: z.string(),
  enforcement: z.enum(['hard', 'soft', 'info']).optional(),
  start: instantSchema,
  end: instantSchema,
  /** Which of its own entities, in which environments, for which lines of the scope. */
  reasons: z.array(scopeReasonSchema),
  /** An approved override that lets the release pass. */
  overrideId: z.string().optional(),
});
/** @public */
export type Collision = z.infer<typeof collisionSchema>;

/**
 * Everything that takes time: one occurrence of a window or event, or a
 * release. Half-open `[start, end)` in UTC.
 *
 * @public
 */
export const timelineItemSchema = z.object({
  /** Stable: the source's id, and the occurrence's start for a recurring one. */
  id: z.string(),
  kind: timelineKindSchema,
  /** Id of the window, release or event. */
  sourceId: z.string(),
  title: z.string(),
  owner: z.string(),
  start: instantSchema,
  end: instantSchema,
  /** The zone it was planned in. */
  timeZone: z.string(),
  recurring: z.boolean(),
  status: z.string().optional(),
  enforcement: z.enum(['hard', 'soft', 'info']).optional(),
  category: z.string().optional(),
  vendor: z.string().optional(),
  moveBy: instantSchema.optional(),
  /** Explicit entities, with the version that a release brings. Those the caller may not read are left out. */
  entities: z.array(
    z.object({
      ref: z.string(),
      version: z.string().optional(),
      previousVersion: z.string().optional(),
    }),
  ),
  environments: z.array(z.string()),
  /** Where it holds, by tier; only of windows and events whose scope names tiers. */
  environmentTiers: z.array(environmentTierSchema).optional(),
  /** The scope in words, e.g. `Commerce, Payments · production`. */
  scopeText: z.string().optional(),
  /** Systems that it touches, for grouping. */
  systems: z.array(z.string()),
  /** It is about every system, or about more than `systems` lists. */
  allSystems: z.boolean().optional(),
  collisions: z.array(collisionSchema),
  /** Steps over relations from the asked entity; 0 is the entity itself. Only with `entityRef`. */
  distance: z.int().optional(),
  path: z
    .array(z.object({ from: z.string(), relation: z.string(), to: z.string() }))
    .optional(),
  /** Whether the caller may change it. */
  editable: z.boolean(),
  revision: z.int(),
});
/** @public */
export type TimelineItem = z.infer<typeof timelineItemSchema>;
