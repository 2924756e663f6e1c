import {
  ApiBlueprint,
  createFrontendPlugin,
  discoveryApiRef,
  fetchApiRef,
  PageBlueprint,
  PluginHeaderActionBlueprint,
  SubPageBlueprint,
} from '@backstage/frontend-plugin-api';
import { RiCalendarScheduleLine } from '@remixicon/react';
import { createLazyReleasesApi, releasesApiRef } from './api/releasesApi';
import { entityReleasesCard, entityReleasesContent } from './entity/extensions';
import { componentEnvironmentsContent } from './environments/component/extensions';
import {
  environmentCard,
  environmentContent,
  groupEnvironmentsCard,
} from './environments/entity/extensions';
import { myEnvironmentsWidget } from './environments/home/extensions';
import { comingUpWidget } from './home/extensions';
import {
  catalogEntityRouteRef,
  catalogImportRouteRef,
  rootRouteRef,
} from './routes';

const releasesApi = ApiBlueprint.make({
  params: defineParams =>
    defineParams({
      api: releasesApiRef,
      deps: { discoveryApi: discoveryApiRef, fetchApi: fetchApiRef },
      factory: createLazyReleasesApi,
    }),
});

// Without a loader: rooms, and other plugins, add their sub-pages to it.
const releasesPage = PageBlueprint.make({
  params: {
    path: '/releases',
    title: 'Releases',
    icon: <RiCalendarScheduleLine />,
    routeRef: rootRouteRef,
  },
});

const calendarSubPage = SubPageBlueprint.make({
  name: 'calendar',
  params: {
    path: 'calendar',
    title: 'Calendar',
    loader: () =>
      import('./calendar/CalendarPage').then(m => <m.CalendarPage />),
  },
});

const environmentsSubPage = SubPageBlueprint.make({
  name: 'environments',
  params: {
    path: 'environments',
    title: 'Environments',
    loader: () =>
      import('./environments/EnvironmentsPage').then(m => (
        <m.EnvironmentsPage />
      )),
  },
});

const auditSubPage = SubPageBlueprint.make({
  name: 'audit',
  params: {
    path: 'audit',
    title: 'Audit',
    loader: () => import('./audit/AuditPage').then(m => <m.AuditPage />),
  },
});

const headerActions = PluginHeaderActionBlueprint.make({
  name: 'calendar',
  params: {
    loader: () =>
      import('./calendar/toolbar/HeaderActions').then(m => <m.HeaderActions />),
  },
});

export const releasesPlugin = createFrontendPlugin({
  pluginId: 'releases',
  title: 'Releases',
  icon: <RiCalendarScheduleLine />,
  info: { packageJson: () => import('../package.json') },
  routes: { root: rootRouteRef },
  externalRoutes: {
    catalogEntity: catalogEntityRouteRef,
    catalogImport: catalogImportRouteRef,
  },
  extensions: [
    releasesApi,
    releasesPage,
    calendarSubPage,
    environmentsSubPage,
    auditSubPage,
    headerActions,
    entityReleasesContent,
    entityReleasesCard,
    componentEnvironmentsContent,
    environmentContent,
    environmentCard,
    groupEnvironmentsCard,
    comingUpWidget,
    myEnvironmentsWidget,
  ],
});
