import { usePermission } from '@backstage/plugin-permission-react';
import { subscriptionManagePermission } from '@release-desk/plugin-releases-common';
import { lazy, Suspense } from 'react';
import { useCalendarsUrl } from './useCalendarsUrl';

const SubscriptionsDialog = lazy(() =>
  import('./SubscriptionsDialog').then(m => ({
    default: m.SubscriptionsDialog,
  })),
);

/** Whether the caller may see and keep the calendars from elsewhere. */
export function useManagesCalendars(): boolean {
  return usePermission({ permission: subscriptionManagePermission }).allowed;
}

/** Shows the calendars from elsewhere while the address says so. */
export function SubscriptionsHost() {
  const [place, go] = useCalendarsUrl();
  if (!place) return null;
  return (
    <Suspense fallback={null}>
      <SubscriptionsDialog place={place} onGo={go} />
    </Suspense>
  );
}
