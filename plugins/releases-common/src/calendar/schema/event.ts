import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  linkSchema,
  resourceFields,
} from '../../http/values';
import { entitySelectorSchema } from '../../catalog/schema';
import { title, text, sourceSchema } from './fields';
import { scheduleSchema } from './schedule';

/** @public */
export const eventKindSchema = z.enum(['business', 'vendor']);
/** @public */
export const eventCategorySchema = z.enum([
  'financial-close',
  'peak-trade',
  'other',
  'maintenance',
  'release',
  'deprecation',
  'end-of-life',
]);
/** @public */
export type EventCategory = z.infer<typeof eventCategorySchema>;

/** @public */
export const BUSINESS_CATEGORIES = [
  'financial-close',
  'peak-trade',
  'other',
] as const;
/** @public */
export const VENDOR_CATEGORIES = [
  'maintenance',
  'release',
  'deprecation',
  'end-of-life',
  'other',
] as const;

const eventFields = {
  kind: eventKindSchema,
  category: eventCategorySchema,
  title,
  description: text,
  owner: entityRefSchema,
  schedule: scheduleSchema,
  /** Whom or what it affects. */
  selector: entitySelectorSchema,
  /** Only and always of vendor events. */
  vendor: z.string().trim().min(1).max(100).optional(),
  /** Only of a deprecation or end of life: by then consumers must have moved. */
  moveBy: instantSchema.optional(),
  links: z.array(linkSchema).max(20),
};

/** @public */
export const eventInputSchema = z.strictObject({
  ...eventFields,
  description: text.default(''),
  selector: entitySelectorSchema.default({}),
  links: eventFields.links.default([]),
});
/** @public */
export type EventInput = z.infer<typeof eventInputSchema>;

/**
 * Of an event; `null` clears what need not be given.
 *
 * @public
 */
export const eventPatchSchema = z
  .strictObject({
    ...eventFields,
    description: text.nullable(),
    selector: entitySelectorSchema.nullable(),
    vendor: eventFields.vendor.nullable(),
    moveBy: eventFields.moveBy.nullable(),
    links: eventFields.links.nullable(),
  })
  .omit({ kind: true })
  .partial();
/** @public */
export type EventPatch = z.infer<typeof eventPatchSchema>;

/** @public */
export const calendarEventSchema = z.object({
  ...eventFields,
  ...resourceFields,
  source: sourceSchema,
  scheduleText: z.string(),
  warnings: z.array(z.string()).optional(),
});
/** @public */
export type CalendarEvent = z.infer<typeof calendarEventSchema>;
