import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useQuery } from '../../../shared/data';

/** Sets `isKnown` once it is known which group one books for unless told: a team before any other. */
export function useHomeGroup(groups: readonly string[]): {
  isKnown: boolean;
  group?: string;
} {
  const catalogApi = useApi(catalogApiRef);
  const { data, error } = useQuery(
    groups.length > 1 ? `home ${groups.join(' ')}` : undefined,
    async () => {
      const { items } = await catalogApi.getEntitiesByRefs({
        entityRefs: [...groups],
        fields: ['kind', 'spec.type'],
      });
      const team = items.findIndex(entity => entity?.spec?.type === 'team');
      return { group: groups[Math.max(0, team)] };
    },
  );
  if (groups.length < 2) return { isKnown: true, group: groups[0] };
  return {
    isKnown: data !== undefined || error !== undefined,
    group: data?.group ?? groups[0],
  };
}
