import { z } from 'zod';
import { entityRefSchema } from '../http/values';

/** @public */
export const environmentTierSchema = z.enum([
  'development',
  'test',
  'staging',
  'production',
]);

/** @public */
export type EnvironmentTier = z.infer<typeof environmentTierSchema>;

const words = z.array(z.string().trim().min(1).max(100)).min(1).max(100);
const refs = z.array(entityRefSchema).min(1).max(500);

/**
 * How a scope is widened over the catalog's relations: from every entity that
 * the selector matches, along these relation types, in this direction, for at
 * most so many steps. `outgoing` with `dependsOn` reaches what they rely on.
 *
 * @public
 */
export const expandSchema = z.strictObject({
  relations: z.array(z.string().trim().min(1).max(63)).min(1).max(20),
  direction: z.enum(['outgoing', 'incoming', 'both']).default('outgoing'),
  hops: z.int().min(1).max(5).default(1),
});

/**
 * Which entities, in which environments. Every line must hold (AND); within a
 * line one value is enough (OR). Without any line it covers everything.
 * `environment` and `environmentTier` speak of where something happens, all
 * other lines of what it happens to.
 *
 * @public
 */
export const entitySelectorSchema = z.strictObject({
  kind: words.optional(),
  type: words.optional(),
  tag: words.optional(),
  /** Groups or users; a group stands for its child groups too. */
  owner: refs.optional(),
  system: refs.optional(),
  domain: refs.optional(),
  lifecycle: words.optional(),
  environment: refs.optional(),
  environmentTier: z.array(environmentTierSchema).min(1).optional(),
  /** Explicit entity refs. */
  ref: refs.optional(),
  expand: expandSchema.optional(),
});

/** @public */
export type EntitySelector = z.infer<typeof entitySelectorSchema>;

/** @public */
export type SelectorExpansion = z.infer<typeof expandSchema>;

/** @public */
export const ENTITY_DIMENSIONS = [
  'kind',
  'type',
  'tag',
  'owner',
  'system',
  'domain',
  'lifecycle',
  'ref',
] as const;

/** @public */
export const ENVIRONMENT_DIMENSIONS = [
  'environment',
  'environmentTier',
] as const;

/** @public */
export type SelectorDimension =
  | (typeof ENTITY_DIMENSIONS)[number]
  | (typeof ENVIRONMENT_DIMENSIONS)[number];

/**
 * What the suite knows of an entity. All values are lower-cased, refs are full.
 *
 * @public
 */
export interface EntityFacts {
  ref: string;
  kind: string;
  /** As written in the catalog, for display. */
  name: string;
  title?: string;
  type?: string;
  lifecycle?: string;
  tags: string[];
  /** Of `spec.owner`. */
  owner?: string;
  /** The owner and every group above it. */
  owners: string[];
  /** The system it is part of; a system is part of itself. */
  system?: string;
  /** The domain of that system, and the domains above it; a domain is part of itself. */
  domains: string[];
  /** Only where the portal's configuration says otherwise than its kind and type do. */
  isEnvironment?: boolean;
  /** Only of environments. */
  environmentTier?: EnvironmentTier;
  annotations: Record<string, string>;
}

/**
 * One step over a relation, `from` –type→ `to`.
 *
 * @public
 */
export const pathStepSchema = z.object({
  from: z.string(),
  relation: z.string(),
  to: z.string(),
});

/** @public */
export type PathStep = z.infer<typeof pathStepSchema>;

/**
 * Why a scope covers something: one line of the selector, the value that met
 * it, and whose fact it was. `path` is there when it was reached over relations.
 *
 * @public
 */
export const scopeReasonSchema = z.object({
  dimension: z.enum([...ENTITY_DIMENSIONS, ...ENVIRONMENT_DIMENSIONS]),
  value: z.string(),
  entityRef: z.string(),
  path: z.array(pathStepSchema).optional(),
});

/** @public */
export type ScopeReason = z.infer<typeof scopeReasonSchema>;
