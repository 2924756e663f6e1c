import { z } from 'zod';
import { entityRefSchema, instantSchema } from '../../http/values';
import { scopeReasonSchema } from '../../catalog/schema';
import {
  windowKindSchema,
  enforcementSchema,
  actionSchema,
  invokerSchema,
  changeTypeSchema,
} from './words';

/** @public */
export const openStateSchema = z.enum(['open', 'closed', 'advisory']);
/** @public */
export type OpenState = z.infer<typeof openStateSchema>;

/**
 * One window that had a say. `effect`: `closes` (an active hard freeze),
 * `outside` (an allow window that is not open), `warns` (an active soft
 * freeze, must be acknowledged), `informs`, `opens` (an active allow window),
 * `exempt` (it would close, but exempts this change type), `overridden`.
 *
 * @public
 */
export const becauseSchema = z.object({
  windowId: z.string(),
  /** Its occurrence as the timeline knows it; absent where there is none. */
  itemId: z.string().optional(),
  kind: windowKindSchema,
  enforcement: enforcementSchema,
  title: z.string(),
  reason: z.string().optional(),
  owner: z.string().optional(),
  effect: z.enum([
    'closes',
    'outside',
    'warns',
    'informs',
    'opens',
    'exempt',
    'overridden',
    'in-flight',
  ]),
  /** The occurrence it speaks of; for `outside` the next one, if there is one. */
  start: instantSchema.optional(),
  end: instantSchema.optional(),
  overrideId: z.string().optional(),
  scope: z.array(scopeReasonSchema).optional(),
});
/** @public */
export type Because = z.infer<typeof becauseSchema>;

/** @public */
export const stateQuestionSchema = z.strictObject({
  entityRef: entityRefSchema.optional(),
  environmentRef: entityRefSchema.optional(),
  action: actionSchema.default('deploy'),
  invoker: invokerSchema.default('human'),
  changeType: changeTypeSchema.default('normal'),
  /** Now unless told. */
  at: instantSchema.optional(),
  /** When the work began, for work in flight. */
  startedAt: instantSchema.optional(),
});
/** @public */
export type StateQuestion = z.infer<typeof stateQuestionSchema>;

/**
 * `closed`: it may not happen. `advisory`: it may; when `acknowledge` is true
 * (a soft freeze) only once acknowledged. `open`: it may. `nextTransition` is
 * the first later instant at which `state` becomes another, absent when none
 * is known within the horizon (24 months).
 *
 * @public
 */
export const stateAnswerSchema = z.object({
  state: openStateSchema,
  acknowledge: z.boolean(),
  at: instantSchema,
  because: z.array(becauseSchema),
  nextTransition: z
    .object({ at: instantSchema, to: openStateSchema })
    .optional(),
});
/** @public */
export type StateAnswer = z.infer<typeof stateAnswerSchema>;

/** @public */
export const opennessSchema = z.object({
  environmentRef: z.string().optional(),
  environmentTitle: z.string().optional(),
  environmentTier: z.string().optional(),
  now: stateAnswerSchema,
  /** The asked span, cut wherever the state changes. */
  spans: z.array(
    z.object({
      start: instantSchema,
      end: instantSchema,
      state: openStateSchema,
      acknowledge: z.boolean(),
      windowIds: z.array(z.string()),
    }),
  ),
});
/** @public */
export type Openness = z.infer<typeof opennessSchema>;
