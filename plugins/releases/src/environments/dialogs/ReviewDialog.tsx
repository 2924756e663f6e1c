import { useApi } from '@backstage/frontend-plugin-api';
import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import type { Booking } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { releasesApiRef } from '../../api';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import { spanOf, useClock } from '../shared';
import { environmentTokens } from '../tokens';
import styles from './Dialogs.module.css';
import { Problem } from './FormDialog';
import { useSubmit } from './useSubmit';

export interface ReviewDialogProps {
  booking: Booking;
  onClose(): void;
}

/** A booking that somebody asks for, and the owner's word on it. */
export function ReviewDialog(props: ReviewDialogProps) {
  const { booking, onClose } = props;
  const { id, revision, purpose, conflicts } = booking;
  const t = useText();
  const api = useApi(releasesApiRef);
  const nameOf = useNames();
  const clock = useClock();
  const [reason, setReason] = useState('');
  const why = reason.trim();
  const target = { params: { id }, revision };
  const approval = useSubmit({
    isReady: true,
    send: () =>
      api.approveBooking({ ...target, body: why ? { reason: why } : {} }),
    done: t('environments.done.approved', { purpose }),
    onDone: onClose,
  });
  const rejection = useSubmit({
    isReady: why !== '',
    send: () => api.rejectBooking({ ...target, body: { reason: why } }),
    done: t('environments.done.rejected', { purpose }),
    onDone: onClose,
  });
  const failure = approval.failure ?? rejection.failure;
  const facts: [string, string][] = [
    [
      t('environments.review.where'),
      booking.environments.map(nameOf).join(', '),
    ],
    [t('environments.review.when'), spanOf(booking, clock)],
    [
      t('environments.review.who'),
      `${nameOf(booking.onBehalfOf)}, ${nameOf(booking.requestedBy)}`,
    ],
    [
      t('environments.review.use'),
      `${t(`environments.usage.${booking.usage}`)}, ${t(
        `environments.mode.${booking.mode}`,
      )}`,
    ],
  ];
  return (
    <Dialog
      isOpen
      width={480}
      className={environmentTokens}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{purpose}</DialogHeader>
      <DialogBody>
        <div className={styles.body}>
          {failure && (
            <Alert role="alert" status="danger" icon title={failure} />
          )}
          <dl className={styles.facts}>
            {facts.map(([term, fact]) => (
              <div key={term} style={{ display: 'contents' }}>
                <dt>{term}</dt>
                <dd>{fact}</dd>
              </div>
            ))}
          </dl>
          {conflicts.some(one => !one.consented) && (
            <Alert
              status="warning"
              icon
              title={t('environments.review.conflicts', {
                count: conflicts.filter(one => !one.consented).length,
              })}
            />
          )}
          <div>
            <TextAreaField
              label={t('environments.dialog.reason')}
              secondaryLabel={t('environments.review.reasonHint')}
              rows={2}
              maxLength={2000}
              value={reason}
              onChange={setReason}
              isInvalid={rejection.asked && !why}
            />
            {rejection.asked && !why && (
              <Problem>{t('environments.dialog.reasonNeeded')}</Problem>
            )}
          </div>
        </div>
      </DialogBody>
      <DialogFooter>
        <Button
          variant="secondary"
          isPending={rejection.isSending}
          onPress={() => rejection.submit()}
        >
          {t('environments.act.reject')}
        </Button>
        <Button
          variant="primary"
          isPending={approval.isSending}
          onPress={() => approval.submit()}
        >
          {t('environments.act.approve')}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
