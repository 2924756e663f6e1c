import {
  Header,
  Page,
  Progress,
  TabbedLayout,
} from '@backstage/core-components';
import { lazy, Suspense } from 'react';
import { useText } from '../translation';
import { LegacyApis } from './LegacyApis';

const CalendarPage = lazy(() =>
  import('../calendar/CalendarPage').then(m => ({ default: m.CalendarPage })),
);
const EnvironmentsPage = lazy(() =>
  import('../environments/EnvironmentsPage').then(m => ({
    default: m.EnvironmentsPage,
  })),
);
const AuditPage = lazy(() =>
  import('../audit/AuditPage').then(m => ({ default: m.AuditPage })),
);
const HeaderActions = lazy(() =>
  import('../calendar/toolbar/HeaderActions').then(m => ({
    default: m.HeaderActions,
  })),
);

/** The pages of the plugin as tabs below a header of the old system. */
export function ReleasesPage() {
  return (
    <LegacyApis>
      <Content />
    </LegacyApis>
  );
}

function Content() {
  const t = useText();
  return (
    <Page themeId="tool">
      <Header title={t('timeline.legacy.title')}>
        <Suspense fallback={null}>
          <HeaderActions />
        </Suspense>
      </Header>
      <TabbedLayout>
        <TabbedLayout.Route path="/calendar" title={t('calendar.page.title')}>
          <Suspense fallback={<Progress />}>
            <CalendarPage />
          </Suspense>
        </TabbedLayout.Route>
        <TabbedLayout.Route
          path="/environments"
          title={t('environments.title')}
        >
          <Suspense fallback={<Progress />}>
            <EnvironmentsPage />
          </Suspense>
        </TabbedLayout.Route>
        <TabbedLayout.Route path="/audit" title={t('timeline.legacy.audit')}>
          <Suspense fallback={<Progress />}>
            <AuditPage />
          </Suspense>
        </TabbedLayout.Route>
      </TabbedLayout>
    </Page>
  );
}
