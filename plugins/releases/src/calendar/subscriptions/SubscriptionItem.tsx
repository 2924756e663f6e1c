import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import type { Subscription } from '@release-desk/plugin-releases-common';
import { useEffect, useRef, useState } from 'react';
import { releasesApiRef } from '../../api';
import { notifyChanged } from '../../shared/data';
import { LookIcon, lookOf } from '../../shared/marks';
import { isConflict, messageOf } from '../../shared/states';
import { useText } from '../../translation';
import { ConfirmDialog } from '../dialog/ConfirmDialog';
import styles from './Subscriptions.module.css';
import { SubscriptionHealth } from './SubscriptionHealth';
import { becomesText, sourceText } from './subscriptionWords';

/** One calendar that is read: what it becomes, how it is, and what can be done. */
export function SubscriptionItem(props: {
  subscription: Subscription;
  /** A link leads to it. */
  isChosen: boolean;
  onEdit(): void;
}) {
  const { subscription, isChosen, onEdit } = props;
  const { id, title, kind, itemCount, revision, url } = subscription;
  const t = useText();
  const api = useApi(releasesApiRef);
  const toasts = useApi(toastApiRef);
  const root = useRef<HTMLLIElement>(null);
  const [pending, setPending] = useState<'read' | 'remove'>();
  const [asksToRemove, setAsksToRemove] = useState(false);
  const [failure, setFailure] = useState<string>();

  useEffect(() => {
    if (isChosen) root.current?.scrollIntoView?.({ block: 'nearest' });
  }, [isChosen]);

  const act = async (deed: 'read' | 'remove', work: () => Promise<void>) => {
    setPending(deed);
    setFailure(undefined);
    try {
      await work();
    } catch (error) {
      setFailure(
        deed === 'remove' && isConflict(error)
          ? t('subscriptions.remove.changed')
          : messageOf(error),
      );
    }
    setPending(undefined);
    setAsksToRemove(false);
    notifyChanged();
  };
  const readAgain = () =>
    act('read', async () => {
      const read = await api.refreshSubscription({ params: { id } });
      toasts.post(
        read.state === 'good'
          ? {
              title: t('subscriptions.done.good', {
                title,
                items: t('subscriptions.items', { count: read.itemCount }),
              }),
              status: 'success',
              timeout: 5000,
            }
          : {
              title: t('subscriptions.done.broken', { title }),
              description: read.error,
              status: 'warning',
            },
      );
    });
  const remove = () =>
    act('remove', async () => {
      await api.deleteSubscription({ params: { id }, revision });
      toasts.post({
        title: t('subscriptions.done.removed', { title }),
        status: 'success',
        timeout: 5000,
      });
    });

  const named = (action: string) => `${action}: ${title}`;
  return (
    <li
      ref={root}
      className={styles.item}
      data-chosen={isChosen || undefined}
      aria-current={isChosen || undefined}
    >
      <LookIcon look={lookOf({ kind })} size={20} />
      <div className={styles.words}>
        <h3 className={styles.name}>{title}</h3>
        <p className={styles.muted}>
          {becomesText(t, subscription)}, {sourceText(t, subscription)}.
        </p>
        <SubscriptionHealth subscription={subscription} />
        {failure && (
          <p className={styles.broken} role="alert">
            {failure}
          </p>
        )}
        <div className={styles.actions}>
          {url ? (
            <Button
              size="small"
              variant="secondary"
              isPending={pending === 'read'}
              aria-label={named(t('subscriptions.action.read'))}
              onPress={readAgain}
            >
              {t('subscriptions.action.read')}
            </Button>
          ) : (
            <Button
              size="small"
              variant="secondary"
              aria-label={named(t('subscriptions.action.upload'))}
              onPress={onEdit}
            >
              {t('subscriptions.action.upload')}
            </Button>
          )}
          <Button
            size="small"
            variant="secondary"
            aria-label={named(t('subscriptions.action.edit'))}
            onPress={onEdit}
          >
            {t('subscriptions.action.edit')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            aria-label={named(t('subscriptions.action.remove'))}
            onPress={() => setAsksToRemove(true)}
          >
            {t('subscriptions.action.remove')}
          </Button>
        </div>
      </div>
      {asksToRemove && (
        <ConfirmDialog
          title={t('subscriptions.remove.title', { title })}
          text={
            itemCount > 0
              ? t('subscriptions.remove.text', { count: itemCount })
              : t('subscriptions.remove.none')
          }
          stay={t('subscriptions.remove.stay')}
          deed={t('subscriptions.remove.deed')}
          destructive
          isPending={pending === 'remove'}
          onStay={() => setAsksToRemove(false)}
          onDeed={remove}
        />
      )}
    </li>
  );
}
