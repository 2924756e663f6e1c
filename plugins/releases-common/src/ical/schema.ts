import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  listParam,
  resourceFields,
  timeZoneSchema,
} from '../http/values';
import { timelineKindSchema } from '../timeline/schema';
import { entitySelectorSchema } from '../catalog/schema';

/**
 * Which items a view, a feed or a saved filter shows. Same words as the query
 * of `GET /timeline`.
 *
 * @public
 */
export const timelineFilterSchema = z.strictObject({
  entityRef: z.array(entityRefSchema).min(1).max(50).optional(),
  environmentRef: z.array(entityRefSchema).min(1).max(50).optional(),
  systemRef: z.array(entityRefSchema).min(1).max(50).optional(),
  ownerRef: z.array(entityRefSchema).min(1).max(50).optional(),
  kind: z.array(timelineKindSchema).min(1).optional(),
  hops: z.int().min(0).max(5).optional(),
  q: z.string().trim().min(1).max(200).optional(),
});
/** @public */
export type TimelineFilter = z.infer<typeof timelineFilterSchema>;

/** @public */
export const feedInputSchema = z.strictObject({
  title: z.string().trim().min(1).max(200),
  filter: timelineFilterSchema.default({}),
});
/** @public */
export type FeedInput = z.infer<typeof feedInputSchema>;

/**
 * An outgoing iCalendar feed. `url` holds the secret and is only there in the
 * answer to its creation or rotation: the server keeps a hash.
 *
 * @public
 */
export const feedSchema = z.object({
  ...feedInputSchema.shape,
  ...resourceFields,
  url: z.string().optional(),
  lastReadAt: instantSchema.optional(),
});
/** @public */
export type Feed = z.infer<typeof feedSchema>;

/** @public */
export const subscriptionTargetSchema = z.enum([
  'freeze',
  'allow',
  'advisory',
  'business',
  'vendor',
]);

const subscriptionFields = {
  title: z.string().trim().min(1).max(200),
  owner: entityRefSchema,
  /** What its events become. */
  kind: subscriptionTargetSchema,
  /** Of a vendor calendar. */
  vendor: z.string().trim().min(1).max(100).optional(),
  selector: entitySelectorSchema,
  /** Absent when the calendar was uploaded. */
  url: z
    .url({ protocol: /^https?$/ })
    .max(2000)
    .optional(),
  /** Zone for floating times, where the calendar names none. */
  timeZone: timeZoneSchema,
  refreshMinutes: z.int().min(5).max(10_080),
};

/** @public */
export const subscriptionInputSchema = z
  .strictObject({
    ...subscriptionFields,
    selector: entitySelectorSchema.default({}),
    timeZone: timeZoneSchema.default('UTC'),
    refreshMinutes: subscriptionFields.refreshMinutes.default(60),
    /** The calendar itself, instead of `url`. */
    content: z.string().min(1).max(1_000_000).optional(),
  })
  .refine(
    input => (input.url === undefined) !== (input.content === undefined),
    {
      path: ['url'],
      message: 'expected either url or content',
    },
  )
  .refine(input => (input.kind === 'vendor') === (input.vendor !== undefined), {
    path: ['vendor'],
    message: 'expected for a vendor calendar, and only there',
  });
/** @public */
export type SubscriptionInput = z.infer<typeof subscriptionInputSchema>;

/** @public */
export const subscriptionPatchSchema = z
  .strictObject({
    ...subscriptionFields,
    content: z.string().min(1).max(1_000_000),
  })
  .omit({ kind: true })
  .partial();
/** @public */
export type SubscriptionPatch = z.infer<typeof subscriptionPatchSchema>;

/** @public */
export const subscriptionSchema = z.object({
  ...subscriptionFields,
  ...resourceFields,
  itemCount: z.int(),
  state: z.enum(['pending', 'good', 'broken']),
  lastCheckedAt: instantSchema.optional(),
  lastGoodAt: instantSchema.optional(),
  /** Why the last reading failed; the items of the last good one are kept. */
  error: z.string().optional(),
  /** Events that could not be taken over, with the reason. */
  skipped: z.array(
    z.object({
      uid: z.string(),
      title: z.string().optional(),
      reason: z.string(),
    }),
  ),
});
/** @public */
export type Subscription = z.infer<typeof subscriptionSchema>;

/** The query of `GET /timeline` beside its span and page. @public */
export const timelineFilterQuery = {
  entityRef: listParam(entityRefSchema),
  environmentRef: listParam(entityRefSchema),
  systemRef: listParam(entityRefSchema),
  ownerRef: listParam(entityRefSchema),
  kind: listParam(timelineKindSchema),
  hops: z.coerce.number().int().min(0).max(5).default(0),
  q: z.string().trim().min(1).max(200).optional(),
};
