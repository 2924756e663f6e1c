import { z } from 'zod';
import { entityRefSchema, linkSchema, resourceFields } from '../../http/values';
import { entitySelectorSchema } from '../../catalog/schema';
import {
  windowKindSchema,
  enforcementSchema,
  actionSchema,
  invokerSchema,
  changeTypeSchema,
  inFlightSchema,
} from './words';
import { title, text, sourceSchema } from './fields';
import { scheduleSchema } from './schedule';

const windowFields = {
  kind: windowKindSchema,
  title,
  reason: text.min(1),
  owner: entityRefSchema,
  schedule: scheduleSchema,
  selector: entitySelectorSchema,
  enforcement: enforcementSchema,
  actions: z.array(actionSchema).min(1),
  invokers: z.array(invokerSchema).min(1),
  /** Change types that pass in spite of it. */
  exemptChangeTypes: z.array(changeTypeSchema),
  /** What becomes of work that began before it closed. */
  inFlight: inFlightSchema,
  links: z.array(linkSchema).max(20),
};

/**
 * A window as it is created. An advisory is always `info`; the others are
 * `hard` unless told.
 *
 * @public
 */
export const windowInputSchema = z.strictObject({
  ...windowFields,
  selector: windowFields.selector.default({}),
  enforcement: enforcementSchema.optional(),
  actions: windowFields.actions.default([
    'deploy',
    'rollback',
    'apply',
    'promote',
  ]),
  invokers: windowFields.invokers.default(['human', 'automation']),
  exemptChangeTypes: windowFields.exemptChangeTypes.default(['rollback']),
  inFlight: inFlightSchema.default('finish'),
  links: windowFields.links.default([]),
});
/** @public */
export type WindowInput = z.infer<typeof windowInputSchema>;

/**
 * Of a window; `null` clears what need not be given.
 *
 * @public
 */
export const windowPatchSchema = z
  .strictObject({
    ...windowFields,
    selector: windowFields.selector.nullable(),
    enforcement: enforcementSchema.nullable(),
    actions: windowFields.actions.nullable(),
    invokers: windowFields.invokers.nullable(),
    exemptChangeTypes: windowFields.exemptChangeTypes.nullable(),
    inFlight: inFlightSchema.nullable(),
    links: windowFields.links.nullable(),
  })
  .omit({ kind: true })
  .partial();
/** @public */
export type WindowPatch = z.infer<typeof windowPatchSchema>;

/** @public */
export const windowSchema = z.object({
  ...windowFields,
  ...resourceFields,
  source: sourceSchema,
  /** The schedule in plain words. */
  scheduleText: z.string(),
  /** Warnings that do not stop a write, e.g. a scope that matches nothing. */
  warnings: z.array(z.string()).optional(),
});
/** @public */
export type Window = z.infer<typeof windowSchema>;
