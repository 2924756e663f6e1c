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
 * Calendar, environments and audit log, as tabs of one page; for `<Route path="/releases">`.
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

/**
 * The tab Environment of an environment's page: who owns it, who has it, what
 * runs in it and what it takes to get further.
 *
 * @public
 */
export const EntityEnvironmentContent = releasesPlugin.provide(
  createComponentExtension({
    name: 'EntityEnvironmentContent',
    component: {
      lazy: () => import('./EntityParts').then(m => m.EntityEnvironmentContent),
    },
  }),
);

/**
 * The same answer in short, for the overview of an environment's page.
 *
 * @public
 */
export const EntityEnvironmentCard = releasesPlugin.provide(
  createComponentExtension({
    name: 'EntityEnvironmentCard',
    component: {
      lazy: () => import('./EntityParts').then(m => m.EntityEnvironmentCard),
    },
  }),
);

/**
 * What a group owns, has booked and must attest, for the page of a group.
 *
 * @public
 */
export const EntityGroupEnvironmentsCard = releasesPlugin.provide(
  createComponentExtension({
    name: 'EntityGroupEnvironmentsCard',
    component: {
      lazy: () =>
        import('./EntityParts').then(m => m.EntityGroupEnvironmentsCard),
    },
  }),
);

/**
 * A card of the home page: what one's groups hold, are offered, have booked and
 * must attest.
 *
 * @public
 */
export const HomePageMyEnvironments = releasesPlugin.provide(
  createCardExtension({
    name: 'HomePageMyEnvironments',
    title: 'My environments',
    description:
      'What your groups hold, are offered, have booked and must attest.',
    components: () => import('./MyEnvironments'),
    layout: {
      width: { minColumns: 4, defaultColumns: 6 },
      height: { minRows: 4, defaultRows: 7 },
    },
  }),
);
