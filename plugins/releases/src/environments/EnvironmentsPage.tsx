import { Header } from '@backstage/ui';
import { Suspense } from 'react';
import { Announcer } from '../shared/a11y';
import { useText } from '../translation';
import styles from './EnvironmentsPage.module.css';
import { ViewSkeleton } from './shared/ViewSkeleton';
import { environmentTokens } from './tokens';
import { usePlace } from './usePlace';
import { environmentsViews } from './views';

/** Releases → Environments: a tab for each way of looking at them. */
export function EnvironmentsPage() {
  const t = useText();
  const { base, view } = usePlace();
  return (
    <Announcer>
      <div className={`${environmentTokens} ${styles.page}`}>
        <Header
          title={t('environments.title')}
          activeTabId={view.id}
          tabs={environmentsViews.map(({ id, title }) => ({
            id,
            label: title(t),
            href: `${base}/${id}`,
          }))}
        />
        <div className={styles.content}>
          <Suspense fallback={<ViewSkeleton />}>
            <view.Component />
          </Suspense>
        </div>
      </div>
    </Announcer>
  );
}
