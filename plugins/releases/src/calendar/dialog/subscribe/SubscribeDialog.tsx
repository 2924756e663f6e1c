import { useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogFooter,
  DialogHeader,
  TextField,
} from '@backstage/ui';
import { Feed, TimelineFilter } from '@release-desk/plugin-releases-common';
import { RiRssLine } from '@remixicon/react';
import { FormEvent, useState } from 'react';
import { releasesApiRef } from '../../../api';
import { useQuery } from '../../../shared/data';
import { messageOf } from '../../../shared/states';
import { tokens } from '../../../shared/tokens';
import { useText } from '../../../translation';
import { useManagesCalendars } from '../../subscriptions/SubscriptionsHost';
import { useCalendarsUrl } from '../../subscriptions/useCalendarsUrl';
import { useEntityNames } from '../scope/useEntityNames';
import step from '../Step.module.css';
import { SubscribeDialogProps } from '../types';
import { FeedItem } from './FeedItem';
import { filterText } from './filterText';
import { SecretUrl } from './SecretUrl';
import styles from './Subscribe.module.css';

function refsOf(filter: TimelineFilter): string[] {
  const { entityRef, environmentRef, systemRef, ownerRef } = filter;
  return [entityRef, environmentRef, systemRef, ownerRef].flatMap(
    refs => refs ?? [],
  );
}

/** Makes a feed of what a view shows, and keeps one's own feeds. */
export function SubscribeDialog(props: SubscribeDialogProps) {
  const { filter = {}, name, onClose } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const [title, setTitle] = useState(name ?? t('dialog.subscribe.defaultName'));
  const manages = useManagesCalendars();
  const [, goToCalendars] = useCalendarsUrl();
  const [secret, setSecret] = useState<Feed>();
  const [failure, setFailure] = useState<string>();
  const [isSending, setSending] = useState(false);
  const feeds = useQuery('feeds', signal =>
    api.listFeeds({ query: { limit: 100 } }, { signal }),
  );
  const nameOf = useEntityNames([
    ...refsOf(filter),
    ...(feeds.data?.items ?? []).flatMap(feed => refsOf(feed.filter)),
  ]);

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (!title.trim()) return;
    setSending(true);
    setFailure(undefined);
    try {
      setSecret(
        await api.createFeed({ body: { title: title.trim(), filter } }),
      );
      feeds.reload();
    } catch (error) {
      setFailure(messageOf(error));
    }
    setSending(false);
  };

  return (
    <Dialog
      isOpen
      width={560}
      className={tokens}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{t('dialog.subscribe.title')}</DialogHeader>
      <div className={styles.body}>
        <p className={step.hint}>{t('dialog.subscribe.text')}</p>
        {failure && <Alert role="alert" status="danger" icon title={failure} />}
        {secret?.url ? (
          <SecretUrl title={secret.title} url={secret.url} />
        ) : (
          <form className={styles.form} onSubmit={submit}>
            <TextField
              label={t('dialog.subscribe.name')}
              maxLength={200}
              value={title}
              onChange={setTitle}
              isInvalid={!title.trim()}
            />
            <p className={step.hint}>
              {t('dialog.subscribe.filter', {
                filter: filterText(t, filter, nameOf),
              })}
            </p>
            <div>
              <Button
                type="submit"
                variant="primary"
                iconStart={<RiRssLine />}
                isPending={isSending}
                isDisabled={!title.trim()}
              >
                {t('dialog.subscribe.create')}
              </Button>
            </div>
          </form>
        )}
        <section>
          <h3 className={step.asideHeading}>{t('dialog.subscribe.yours')}</h3>
          {feeds.error !== undefined && (
            <p role="alert">{messageOf(feeds.error)}</p>
          )}
          {feeds.data?.items.length === 0 && (
            <p className={step.hint}>{t('dialog.subscribe.none')}</p>
          )}
          <ul className={styles.feeds}>
            {feeds.data?.items.map(feed => (
              <FeedItem
                key={feed.id}
                feed={feed}
                shows={filterText(t, feed.filter, nameOf)}
                onRotated={rotated => {
                  setSecret(rotated);
                  feeds.reload();
                }}
                onRevoked={() => {
                  if (secret?.id === feed.id) setSecret(undefined);
                  feeds.reload();
                }}
              />
            ))}
          </ul>
        </section>
        {manages && (
          <p className={step.hint}>
            {t('subscriptions.hint')}{' '}
            <Button
              size="small"
              variant="tertiary"
              onPress={() => {
                onClose();
                goToCalendars({ at: 'all' });
              }}
            >
              {t('subscriptions.title')}
            </Button>
          </p>
        )}
      </div>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.subscribe.close')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
