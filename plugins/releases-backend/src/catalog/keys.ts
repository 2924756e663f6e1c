import {
  ENVIRONMENT_ANNOTATIONS,
  ENVIRONMENT_DIMENSIONS,
  EntityFacts,
  SelectorDimension,
  isEnvironment,
} from '@release-desk/plugin-releases-common';

const environmentDimensions: readonly string[] = ENVIRONMENT_DIMENSIONS;

/** A line's value as it is stored and looked up. */
export function tokenOf(dimension: string, value: string): string {
  return `${dimension}=${value.toLowerCase()}`;
}

export function isEnvironmentDimension(dimension: string): boolean {
  return environmentDimensions.includes(dimension);
}

/** What the entity lines of a selector can be met by. */
export function entityTokens(facts: EntityFacts): string[] {
  const tokens: string[] = [];
  const add = (dimension: SelectorDimension, value?: string) => {
    if (value) tokens.push(tokenOf(dimension, value));
  };
  add('ref', facts.ref);
  add('kind', facts.kind);
  add('type', facts.type);
  add('lifecycle', facts.lifecycle);
  add('system', facts.system);
  for (const tag of facts.tags) add('tag', tag);
  for (const domain of facts.domains) add('domain', domain);
  add('owner', facts.owner);
  for (const owner of facts.owners) add('owner', owner);
  return [...new Set(tokens)];
}

/** What the environment lines of a selector can be met by, in this place. */
export function environmentTokens(facts: EntityFacts): string[] {
  const tokens = [tokenOf('environment', facts.ref)];
  if (facts.environmentTier)
    tokens.push(tokenOf('environmentTier', facts.environmentTier));
  return tokens;
}

/** Not of any selector: by it the environments are found, whatever their kind. */
export const ENVIRONMENT_TOKEN = tokenOf('is', 'environment');
/** What says in which network zone it is. */
export const ZONED_TOKEN = tokenOf('is', 'zoned');

/** All that is kept of an entity; only environments have environment keys. */
export function keysOf(
  facts: EntityFacts,
): { dimension: string; value: string; token: string }[] {
  const tokens = entityTokens(facts);
  if (isEnvironment(facts))
    tokens.push(ENVIRONMENT_TOKEN, ...environmentTokens(facts));
  if (facts.annotations[ENVIRONMENT_ANNOTATIONS.networkZone])
    tokens.push(ZONED_TOKEN);
  return tokens.map(token => {
    const cut = token.indexOf('=');
    return {
      dimension: token.slice(0, cut),
      // Longer ones cannot be named by any selector.
      value: token.slice(cut + 1, cut + 256),
      token: token.slice(0, 300),
    };
  });
}

/**
 * What is certain of an entity that the catalog does not know: its ref. An
 * explicit scope still covers it.
 */
export function bareFacts(ref: string): EntityFacts {
  const lower = ref.toLowerCase();
  return {
    ref: lower,
    kind: lower.slice(0, lower.indexOf(':')),
    name: lower.slice(lower.lastIndexOf('/') + 1),
    tags: [],
    owners: [],
    domains: [],
    annotations: {},
  };
}
