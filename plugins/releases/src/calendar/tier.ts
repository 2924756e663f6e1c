import type { Entity } from '@backstage/catalog-model';

const TIER_ANNOTATION = 'release-desk.dev/tier';

/** The tier that an environment is of in the catalog, lower-cased. */
export function tierOf(entity: Pick<Entity, 'metadata'>): string | undefined {
  const tier = entity.metadata?.annotations?.[TIER_ANNOTATION];
  return tier?.toLocaleLowerCase('en') || undefined;
}
