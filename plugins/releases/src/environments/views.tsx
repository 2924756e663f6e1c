import { ComponentType, lazy, LazyExoticComponent } from 'react';
import type { Text } from '../translation';

/** A tab of the page; it stands in the URL under its id. */
export interface EnvironmentsView {
  id: string;
  title(t: Text): string;
  Component: LazyExoticComponent<ComponentType>;
}

/** In the order of the tabs. */
export const environmentsViews: EnvironmentsView[] = [
  {
    id: 'board',
    title: t => t('environments.tab.board'),
    Component: lazy(() =>
      import('./board/BoardView').then(m => ({ default: m.BoardView })),
    ),
  },
  {
    id: 'bookings',
    title: t => t('bookings.tab'),
    Component: lazy(() =>
      import('./bookings/BookingsView').then(m => ({
        default: m.BookingsView,
      })),
    ),
  },
  {
    id: 'versions',
    title: t => t('versions.tab'),
    Component: lazy(() =>
      import('./versions/VersionsView').then(m => ({
        default: m.VersionsView,
      })),
    ),
  },
  {
    id: 'claims',
    title: t => t('environments.tab.claims'),
    Component: lazy(() =>
      import('./claims/ClaimsView').then(m => ({ default: m.ClaimsView })),
    ),
  },
  {
    id: 'utilisation',
    title: t => t('versions.use.tab'),
    Component: lazy(() =>
      import('./utilisation/UtilisationView').then(m => ({
        default: m.UtilisationView,
      })),
    ),
  },
];
