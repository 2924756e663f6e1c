import { parseEntityRef, stringifyEntityRef } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '../../shared/data';

const MAX = 500;

/** Every group of the catalog, by ref. */
export function useGroups(): string[] {
  const catalogApi = useApi(catalogApiRef);
  const groups = useQuery('groups', async () => {
    const { items } = await catalogApi.queryEntities({
      filter: { kind: 'Group' },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
      limit: MAX,
    });
    return items.map(entity => stringifyEntityRef(entity).toLowerCase());
  });
  return groups.data ?? [];
}

/** The members of a group, by ref. */
export function useMembers(group: string | undefined): string[] {
  const catalogApi = useApi(catalogApiRef);
  const members = useQuery(group && `members ${group}`, async () => {
    const { items } = await catalogApi.queryEntities({
      filter: { kind: 'User', 'relations.memberOf': group! },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
      limit: MAX,
    });
    return items.map(entity => stringifyEntityRef(entity).toLowerCase());
  });
  return members.data ?? [];
}

/** What a catalog-info says to name a group as owner: the short ref where that will do. */
export function ownerInCatalog(group: string): string {
  const { namespace, name } = parseEntityRef(group);
  return namespace === 'default' ? name : `group:${namespace}/${name}`;
}
