import { Entity, stringifyEntityRef } from '@backstage/catalog-model';
import { CatalogApi } from '@backstage/plugin-catalog-react';
import { SelectorDimension } from '@release-desk/plugin-releases-common';
import { useMemo } from 'react';
import { TokenOption } from './TokenPicker';

type Loader = (query: string) => Promise<TokenOption[]>;

const OFFERED = 30;
const FIELDS = ['kind', 'metadata', 'spec.type', 'spec.profile'];

/** What the lines of refs are looked for among. */
const FILTERS: Partial<
  Record<SelectorDimension, Record<string, string | string[]>>
> = {
  owner: { kind: ['Group', 'User'] },
  system: { kind: 'System' },
  domain: { kind: 'Domain' },
  environment: { kind: 'Resource', 'spec.type': 'environment' },
  ref: { kind: ['Component', 'System', 'API', 'Resource', 'Domain'] },
};

/** The facets whose values are offered. */
const FACETS: Partial<Record<SelectorDimension, string>> = {
  kind: 'kind',
  type: 'spec.type',
  lifecycle: 'spec.lifecycle',
  tag: 'metadata.tags',
};

const TIERS = ['production', 'staging', 'test', 'development'];

/** What to call an entity: its title, a person's display name, else its name. */
export function entityName(entity: Entity): string {
  const profile = entity.spec?.profile as { displayName?: string } | undefined;
  return entity.metadata.title ?? profile?.displayName ?? entity.metadata.name;
}

/** Whether the values of a line are entity refs. */
export function hasRefs(dimension: SelectorDimension): boolean {
  return FILTERS[dimension] !== undefined;
}

async function findEntities(
  catalogApi: CatalogApi,
  dimension: SelectorDimension,
  query: string,
): Promise<TokenOption[]> {
  const { items } = await catalogApi.queryEntities({
    filter: FILTERS[dimension],
    fields: FIELDS,
    limit: OFFERED,
    orderFields: [{ field: 'metadata.name', order: 'asc' }],
    ...(query && {
      fullTextFilter: {
        term: query,
        fields: ['metadata.name', 'metadata.title', 'spec.profile.displayName'],
      },
    }),
  });
  return items.map(entity => ({
    id: stringifyEntityRef(entity).toLocaleLowerCase('en-US'),
    label: entityName(entity),
    ...(dimension === 'ref' && {
      description: [entity.kind, entity.spec?.type].filter(Boolean).join(', '),
    }),
  }));
}

async function findValues(
  catalogApi: CatalogApi,
  facet: string,
): Promise<string[]> {
  const { facets } = await catalogApi.getEntityFacets({ facets: [facet] });
  const values = (facets[facet] ?? []).map(({ value }) => value);
  return [...new Set(values)].sort((a, b) => a.localeCompare(b));
}

/** A search for the values of each dimension, over the catalog's own API. */
export function useCatalogOptions(catalogApi: CatalogApi) {
  return useMemo(() => {
    const facets = new Map<string, Promise<string[]>>();
    const valuesOf = (dimension: SelectorDimension) => {
      const facet = FACETS[dimension];
      if (!facet) return Promise.resolve(TIERS);
      let values = facets.get(facet);
      if (!values) {
        values = findValues(catalogApi, facet);
        facets.set(facet, values);
        // A failure is not an answer: the next key asks again.
        values.catch(() => facets.delete(facet));
      }
      return values;
    };
    const loaders = new Map<SelectorDimension, Loader>();
    const loaderOf =
      (dimension: SelectorDimension) =>
      async (query: string): Promise<TokenOption[]> => {
        if (hasRefs(dimension))
          return findEntities(catalogApi, dimension, query);
        const values = await valuesOf(dimension);
        const wanted = query.toLocaleLowerCase();
        return values
          .filter(value => value.toLocaleLowerCase().includes(wanted))
          .slice(0, OFFERED)
          .map(value => ({ id: value, label: value }));
      };
    const load = (dimension: SelectorDimension): Loader => {
      const known = loaders.get(dimension) ?? loaderOf(dimension);
      loaders.set(dimension, known);
      return known;
    };
    return { load };
  }, [catalogApi]);
}
