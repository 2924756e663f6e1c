import { z } from 'zod';
import { instantSchema } from '../../http/values';
import { entitySelectorSchema, scopeReasonSchema } from '../../catalog/schema';
import { enforcementSchema, actionSchema } from './words';
import { spanSchema, scheduleSchema } from './schedule';

/** @public */
export const previewInputSchema = z.strictObject({
  /** The window or event as it would be; only what is known so far. */
  kind: z.enum(['freeze', 'allow', 'advisory', 'business', 'vendor']),
  schedule: scheduleSchema.optional(),
  selector: entitySelectorSchema.default({}),
  enforcement: enforcementSchema.optional(),
  actions: z.array(actionSchema).min(1).optional(),
  /** When an existing one is edited: itself is left out of the comparison. */
  windowId: z.uuid().optional(),
  occurrences: z.int().min(1).max(50).default(5),
});

/** @public */
export const previewSchema = z.object({
  scheduleText: z.string().optional(),
  /** The next ones from now; `clocksDiffer` marks one whose length or offset daylight saving changes. */
  occurrences: z.array(spanSchema.extend({ clocksDiffer: z.boolean() })),
  /** Occurrences within the horizon of 24 months; `more` when there are more beyond it. */
  occurrenceCount: z.object({ count: z.int(), more: z.boolean() }),
  entities: z.object({
    total: z.int(),
    matched: z.int(),
    overRelations: z.int(),
    owners: z.int(),
    environments: z.array(
      z.object({
        ref: z.string(),
        title: z.string(),
        tier: z.string().optional(),
      }),
    ),
    /** The first 200, matched ones first. */
    items: z.array(
      z.object({
        ref: z.string(),
        kind: z.string(),
        title: z.string(),
        owner: z.string().optional(),
        path: z.array(scopeReasonSchema.shape.path.unwrap().element).optional(),
      }),
    ),
    /** How many more there are that the caller may not read. */
    hidden: z.int(),
  }),
  releases: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      owner: z.string(),
      start: instantSchema,
      end: instantSchema,
      entities: z.array(z.string()),
      occurrence: spanSchema,
    }),
  ),
  /** Other freezes that overlap in time and share an entity. */
  overlaps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      start: instantSchema,
      end: instantSchema,
    }),
  ),
  warnings: z.array(z.string()),
});
/** @public */
export type Preview = z.infer<typeof previewSchema>;
