import { useApi } from '@backstage/frontend-plugin-api';
import { Button, Dialog, DialogFooter, DialogHeader } from '@backstage/ui';
import {
  Subscription,
  subscriptionManagePermission,
} from '@release-desk/plugin-releases-common';
import { RiAddLine } from '@remixicon/react';
import { ReleasesApi, releasesApiRef } from '../../api';
import { useQuery } from '../../shared/data';
import { FailureState } from '../../shared/states';
import { tokens } from '../../shared/tokens';
import { useText } from '../../translation';
import step from '../dialog/Step.module.css';
import { SubscriptionForm } from './SubscriptionForm';
import { SubscriptionItem } from './SubscriptionItem';
import styles from './Subscriptions.module.css';
import type { CalendarsPlace } from './useCalendarsUrl';

async function loadAll(
  api: ReleasesApi,
  signal: AbortSignal,
): Promise<Subscription[]> {
  const all: Subscription[] = [];
  let cursor: string | undefined;
  do {
    const page = await api.listSubscriptions(
      { query: { limit: 100, ...(cursor && { cursor }) } },
      { signal },
    );
    all.push(...page.items);
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return all;
}

/** Which calendars from elsewhere are read, how each is, and what can be done with it. */
export function SubscriptionsDialog(props: {
  place: CalendarsPlace;
  onGo(place: CalendarsPlace | undefined): void;
}) {
  const { place, onGo } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const list = useQuery('subscriptions', signal => loadAll(api, signal));
  const edited =
    place.at === 'edit'
      ? list.data?.find(({ id }) => id === place.id)
      : undefined;

  if (place.at === 'new' || edited)
    return (
      <SubscriptionForm
        key={edited?.id ?? 'new'}
        edited={edited}
        onBack={() => onGo({ at: 'all' })}
        onClose={() => onGo(undefined)}
        onSaved={({ id }) => {
          list.reload();
          onGo({ at: 'one', id });
        }}
      />
    );

  const chosen = 'id' in place ? place.id : undefined;
  return (
    <Dialog
      isOpen
      width={720}
      className={`${tokens} ${styles.dialog}`}
      onOpenChange={isOpen => !isOpen && onGo(undefined)}
    >
      <DialogHeader>{t('subscriptions.title')}</DialogHeader>
      <div className={styles.body}>
        <p className={step.hint}>{t('subscriptions.text')}</p>
        {list.error !== undefined && (
          <FailureState
            error={list.error}
            title={t('subscriptions.failed')}
            forbidden={t('subscriptions.forbidden')}
            permission={subscriptionManagePermission.name}
            onRetry={list.reload}
          />
        )}
        {!list.data && list.error === undefined && (
          <p className={step.hint} role="status">
            {t('subscriptions.loading')}
          </p>
        )}
        {list.data?.length === 0 && (
          <p className={styles.none}>{t('subscriptions.none')}</p>
        )}
        {list.data && list.data.length > 0 && (
          <ul className={styles.list}>
            {list.data.map(subscription => (
              <SubscriptionItem
                key={subscription.id}
                subscription={subscription}
                isChosen={subscription.id === chosen}
                onEdit={() => onGo({ at: 'edit', id: subscription.id })}
              />
            ))}
          </ul>
        )}
      </div>
      <DialogFooter>
        <Button variant="secondary" onPress={() => onGo(undefined)}>
          {t('subscriptions.close')}
        </Button>
        {list.data && (
          <Button
            variant="primary"
            iconStart={<RiAddLine />}
            onPress={() => onGo({ at: 'new' })}
          >
            {t('subscriptions.add')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
