import { useApi } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { Feed } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { releasesApiRef } from '../../../api';
import { messageOf } from '../../../shared/states';
import { formatInstant, viewerZone } from '../../../shared/time';
import { useText } from '../../../translation';
import { ConfirmDialog } from '../ConfirmDialog';
import styles from './Subscribe.module.css';

/** One of one's own feeds, to be given a new address or ended. */
export function FeedItem(props: {
  feed: Feed;
  shows: string;
  onRotated(feed: Feed): void;
  onRevoked(): void;
}) {
  const { feed, shows, onRotated, onRevoked } = props;
  const { id, revision, title, lastReadAt } = feed;
  const t = useText();
  const api = useApi(releasesApiRef);
  const [asks, setAsks] = useState<'rotate' | 'revoke'>();
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();

  const deed = async () => {
    const target = { params: { id }, revision };
    setPending(true);
    setFailure(undefined);
    try {
      if (asks === 'rotate') onRotated(await api.rotateFeed(target));
      else {
        await api.revokeFeed(target);
        onRevoked();
      }
    } catch (error) {
      setFailure(messageOf(error));
    }
    setPending(false);
    setAsks(undefined);
  };

  return (
    <li className={styles.feed}>
      <div className={styles.words}>
        <strong>{title}</strong>
        <span>
          {shows}.{' '}
          {lastReadAt
            ? t('dialog.subscribe.lastRead', {
                when: formatInstant(lastReadAt, viewerZone()),
              })
            : t('dialog.subscribe.neverRead')}
        </span>
        {failure && <span role="alert">{failure}</span>}
      </div>
      <Button
        size="small"
        variant="secondary"
        aria-label={`${t('dialog.subscribe.rotate')}: ${title}`}
        onPress={() => setAsks('rotate')}
      >
        {t('dialog.subscribe.rotate')}
      </Button>
      <Button
        size="small"
        variant="secondary"
        aria-label={`${t('dialog.subscribe.revoke')}: ${title}`}
        onPress={() => setAsks('revoke')}
      >
        {t('dialog.subscribe.revoke')}
      </Button>
      {asks && (
        <ConfirmDialog
          title={title}
          text={
            asks === 'rotate'
              ? t('dialog.subscribe.rotateText')
              : t('dialog.subscribe.revokeText', { title })
          }
          stay={t('dialog.subscribe.keep')}
          deed={
            asks === 'rotate'
              ? t('dialog.subscribe.rotate')
              : t('dialog.subscribe.revokeConfirm')
          }
          destructive={asks === 'revoke'}
          isPending={isPending}
          onStay={() => setAsks(undefined)}
          onDeed={deed}
        />
      )}
    </li>
  );
}
