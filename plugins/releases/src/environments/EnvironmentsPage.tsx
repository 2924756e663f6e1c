import { Header } from '@backstage/ui';
import { Suspense, useState } from 'react';
import { Announcer } from '../shared/a11y';
import { useText } from '../translation';
import { DialogHost } from './dialogs';
import styles from './EnvironmentsPage.module.css';
import { HeaderActionsPlace } from './shared/HeaderActions';
import { ViewSkeleton } from './shared/ViewSkeleton';
import { environmentTokens } from './tokens';
import { usePlace } from './usePlace';
import { environmentsViews } from './views';

/** Releases → Environments: a tab for each way of looking at them. */
export function EnvironmentsPage() {
  const t = useText();
  const { base, view } = usePlace();
  const [actions, setActions] = useState<HTMLElement | null>(null);
  return (
    <Announcer>
      <DialogHost>
        <div className={`${environmentTokens} ${styles.page}`}>
          <Header
            title={t('environments.title')}
            activeTabId={view.id}
            customActions={<div ref={setActions} className={styles.actions} />}
            tabs={environmentsViews.map(({ id, title }) => ({
              id,
              label: title(t),
              href: `${base}/${id}`,
            }))}
          />
          <div className={styles.content}>
            <Suspense fallback={<ViewSkeleton />}>
              <HeaderActionsPlace.Provider value={actions}>
                <view.Component />
              </HeaderActionsPlace.Provider>
            </Suspense>
          </div>
        </div>
      </DialogHost>
    </Announcer>
  );
}
