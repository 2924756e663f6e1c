import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/frontend-plugin-api';
import {
  entityRouteParams,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** The address of an entity's page; undefined where the portal has no such page. */
export function useEntityHref(): (ref: string) => string | undefined {
  const route = useRouteRef(entityRouteRef);
  return useCallback(
    ref => route?.(entityRouteParams(parseEntityRef(ref))),
    [route],
  );
}
