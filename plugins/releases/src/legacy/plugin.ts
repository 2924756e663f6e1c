import { convertLegacyRouteRef } from '@backstage/core-compat-api';
import {
  createApiFactory,
  createComponentExtension,
  createPlugin,
  createRoutableExtension,
  discoveryApiRef,
  fetchApiRef,
} from '@backstage/core-plugin-api';
import { createCardExtension } from '@backstage/plugin-home-react';
import { createLazyReleasesApi, releasesApiRef } from '../api/releasesApi';
import { rootRouteRef as newRootRouteRef } from '../routes';

const rootRouteRef = convertLegacyRouteRef(newRootRouteRef);

/**
 * The plugin for apps on the old frontend system.
 *
 * @public
 */
export const releasesPlugin = createPlugin({
  id: 'releases',
  apis: [
    createApiFactory({
      api: releasesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createLazyReleasesApi,
    }),
  ],
  routes: { root: rootRouteRef },
});

/**
 * Calendar and audit log, as tabs of one page; for `<Route path="/releases">`.
 *
 * @public
 */
export const ReleasesPage = releasesPlugin.provide(
  createRoutableExtension({
    name: 'ReleasesPage',
    component: () => import('./ReleasesPage').then(m => m.ReleasesPage),
    mountPoint: rootRouteRef,
  }),
);

/**
 * The tab Releases of an entity's page: when it may ship, and why.
 *
 * @public
 */
export const EntityReleasesContent = releasesPlugin.provide(
  createComponentExtension({
    name: 'EntityReleasesContent',
    component: {
      lazy: () => import('./EntityParts').then(m => m.EntityReleasesContent),
    },
  }),
);

/**
 * The same answer in short, for the overview of an entity's page.
 *
 * @public
 */
export const EntityReleasesCard = releasesPlugin.provide(
  createComponentExtension({
    name: 'EntityReleasesCard',
    component: {
      lazy: () => import('./EntityParts').then(m => m.EntityReleasesCard),
    },
  }),
);

/**
 * A card of the home page: what is coming up for what one owns.
 *
 * @public
 */
export const HomePageComingUp = releasesPlugin.provide(
  createCardExtension({
    name: 'HomePageComingUp',
    title: 'Coming up',
    description:
      'Releases, freezes and events of the next 14 days that touch what you own.',
    components: () => import('./ComingUp'),
    layout: {
      width: { minColumns: 4, defaultColumns: 6 },
      height: { minRows: 4, defaultRows: 7 },
    },
  }),
);
