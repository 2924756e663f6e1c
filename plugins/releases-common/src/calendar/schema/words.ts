import { z } from 'zod';

/** @public */
export const windowKindSchema = z.enum(['freeze', 'allow', 'advisory']);
/** @public */
export type WindowKind = z.infer<typeof windowKindSchema>;

/** @public */
export const enforcementSchema = z.enum(['hard', 'soft', 'info']);
/** @public */
export type Enforcement = z.infer<typeof enforcementSchema>;

/** @public */
export const actionSchema = z.enum([
  'deploy',
  'rollback',
  'apply',
  'promote',
  'approve',
  'flag',
]);
/** @public */
export type Action = z.infer<typeof actionSchema>;

/** @public */
export const invokerSchema = z.enum(['human', 'automation']);
/** @public */
export type Invoker = z.infer<typeof invokerSchema>;

/** @public */
export const changeTypeSchema = z.enum([
  'standard',
  'normal',
  'emergency',
  'rollback',
]);
/** @public */
export type ChangeType = z.infer<typeof changeTypeSchema>;

/** @public */
export const inFlightSchema = z.enum(['finish', 'finish-stage', 'abort']);
/** @public */
export type InFlight = z.infer<typeof inFlightSchema>;
