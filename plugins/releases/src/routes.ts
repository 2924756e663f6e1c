import {
  createExternalRouteRef,
  createRouteRef,
} from '@backstage/frontend-plugin-api';

export const rootRouteRef = createRouteRef();

export const catalogEntityRouteRef = createExternalRouteRef({
  params: ['namespace', 'kind', 'name'],
  defaultTarget: 'catalog.catalogEntity',
});

/** Where entities are registered, in portals that have such a page. */
export const catalogImportRouteRef = createExternalRouteRef({
  defaultTarget: 'catalog-import.importPage',
});
