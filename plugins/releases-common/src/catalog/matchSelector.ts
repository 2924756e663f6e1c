import {
  ENTITY_DIMENSIONS,
  ENVIRONMENT_DIMENSIONS,
  EntityFacts,
  EntitySelector,
  PathStep,
  ScopeReason,
  SelectorDimension,
} from './schema';

/**
 * An entity that a scope covers by itself, and the path over relations from it
 * to the entity that is asked about.
 *
 * @public
 */
export interface ReachedFrom {
  path: PathStep[];
  facts: EntityFacts;
}

/**
 * What a selector is held against: the entity (what) and the environment
 * (where). `reached` lists the origins from which the entity is reached over
 * the relations that the selector's `expand` names, nearest first.
 *
 * @public
 */
export interface SelectorSubject {
  entity?: EntityFacts;
  environment?: EntityFacts;
  reached?: ReachedFrom[];
}

/** @public */
export interface SelectorMatch {
  matches: boolean;
  /** One for every line that was met by a fact; empty when it does not match. */
  reasons: ScopeReason[];
}

/**
 * Whether an entity is an environment: a `Resource` of type `environment`,
 * unless the portal's configuration says otherwise of its kind.
 *
 * @public
 */
export function isEnvironment(facts: EntityFacts): boolean {
  return (
    facts.isEnvironment ??
    (facts.kind === 'resource' && facts.type === 'environment')
  );
}

function valuesOf(facts: EntityFacts, dimension: SelectorDimension): string[] {
  switch (dimension) {
    case 'tag':
      return facts.tags;
    case 'owner':
      return facts.owner ? [facts.owner, ...facts.owners] : facts.owners;
    case 'domain':
      return facts.domains;
    case 'environment':
      return [facts.ref];
    default: {
      const value = facts[dimension];
      return value === undefined ? [] : [value];
    }
  }
}

/** The reasons why every one of these lines is met, `undefined` if one is not. */
function meet(
  selector: EntitySelector,
  dimensions: readonly SelectorDimension[],
  facts: EntityFacts | undefined,
  path?: PathStep[],
): ScopeReason[] | undefined {
  const reasons: ScopeReason[] = [];
  for (const dimension of dimensions) {
    const wanted = selector[dimension];
    if (wanted) {
      const values = facts ? valuesOf(facts, dimension) : [];
      const value = wanted
        .map(item => item.toLocaleLowerCase('en-US'))
        .find(item => values.includes(item));
      if (!facts || value === undefined) {
        return undefined;
      }
      reasons.push({
        dimension,
        value,
        entityRef: facts.ref,
        ...(path && { path }),
      });
    }
  }
  return reasons;
}

/**
 * Holds a selector against an entity and an environment. Every line must be met
 * (AND), by one of its values (OR), compared in lower case; a selector without
 * lines covers everything. `owner` is met by the owner or any group above it,
 * `domain` by the domain or any above it.
 *
 * Without an environment the environment lines count as met, because an unnamed
 * environment may be any of them: a freeze is never lost by silence. Without an
 * entity the environment itself is the entity, and an entity that is an
 * environment stands for both. `expand` is not followed here: the caller follows
 * it and passes the origins in `reached`.
 *
 * @public
 */
export function matchSelector(
  selector: EntitySelector,
  subject: SelectorSubject,
): SelectorMatch {
  const entity = subject.entity ?? subject.environment;
  const environment =
    subject.environment ??
    (entity && isEnvironment(entity) ? entity : undefined);

  const where = environment
    ? meet(selector, ENVIRONMENT_DIMENSIONS, environment)
    : [];
  if (!where) {
    return { matches: false, reasons: [] };
  }
  const what = meet(selector, ENTITY_DIMENSIONS, entity);
  if (what) {
    return { matches: true, reasons: [...what, ...where] };
  }
  for (const { facts, path } of subject.reached ?? []) {
    const origin = meet(selector, ENTITY_DIMENSIONS, facts, path);
    if (origin) {
      return { matches: true, reasons: [...origin, ...where] };
    }
  }
  return { matches: false, reasons: [] };
}
