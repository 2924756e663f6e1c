import { useRouteRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { catalogEntityRouteRef } from '../../routes';

/** Where the page of an entity is; undefined where the portal has none. */
export function useEntityHref(): (ref: string) => string | undefined {
  const route = useRouteRef(catalogEntityRouteRef);
  return useCallback(
    ref => {
      const [, kind, namespace, name] = /^([^:]+):([^/]+)\/(.+)$/.exec(ref) ?? [];
      return kind ? route?.({ kind, namespace, name }) : undefined;
    },
    [route],
  );
}
