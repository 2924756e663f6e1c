import { useApi } from '@backstage/frontend-plugin-api';
import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';
import { shortName } from '../../shared/data';

export interface FilterOption {
  id: string;
  label: string;
}

export interface FilterOptions {
  owner: FilterOption[];
  system: FilterOption[];
  environment: FilterOption[];
}

const LIMIT = 500;
const NONE: FilterOptions = { owner: [], system: [], environment: [] };

function byLabel(a: FilterOption, b: FilterOption): number {
  return a.label.localeCompare(b.label);
}

/** What can be chosen in the filters: who owns something, every system and environment. */
export function useFilterOptions(): FilterOptions {
  const catalog = useApi(catalogApiRef);
  const [options, setOptions] = useState(NONE);
  useEffect(() => {
    let stale = false;
    const entitiesOf = async (filter: Record<string, string>) => {
      const { items } = await catalog.queryEntities({
        filter,
        fields: [
          'kind',
          'metadata.name',
          'metadata.namespace',
          'metadata.title',
        ],
        limit: LIMIT,
      });
      return items
        .map(entity => ({
          id: stringifyEntityRef(entity),
          label: entity.metadata.title ?? entity.metadata.name,
        }))
        .sort(byLabel);
    };
    const ownersOf = async () => {
      const { facets } = await catalog.getEntityFacets({
        facets: ['relations.ownedBy'],
      });
      return facets['relations.ownedBy']
        .map(({ value }) => ({
          id: stringifyEntityRef(parseEntityRef(value)),
          label: shortName(value),
        }))
        .sort(byLabel);
    };
    // Without the catalog one can still read the calendar, only not narrow it so.
    Promise.allSettled([
      ownersOf(),
      entitiesOf({ kind: 'system' }),
      entitiesOf({ kind: 'resource', 'spec.type': 'environment' }),
    ]).then(([owner, system, environment]) => {
      const valueOf = (result: PromiseSettledResult<FilterOption[]>) =>
        result.status === 'fulfilled' ? result.value : [];
      if (!stale)
        setOptions({
          owner: valueOf(owner),
          system: valueOf(system),
          environment: valueOf(environment),
        });
    });
    return () => {
      stale = true;
    };
  }, [catalog]);
  return options;
}
