import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { usePermission } from '@backstage/plugin-permission-react';
import { Button, TextField } from '@backstage/ui';
import {
  Override,
  overrideApprovePermission,
} from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { releasesApiRef } from '../../../api';
import { notifyChanged, useQuery } from '../../../shared/data';
import { messageOf } from '../../../shared/states';
import { formatInstant, viewerZone } from '../../../shared/time';
import { useText } from '../../../translation';
import { useEntityNames } from '../scope/useEntityNames';
import styles from './Override.module.css';

type Verb = 'approve' | 'reject' | 'revoke';

/** One override: what was asked, what came of it, and what may be done now. */
export function OverrideItem(props: { override: Override; onDecided(): void }) {
  const { override, onDecided } = props;
  const { id, revision, status, requestedBy, decidedBy, decidedAt } = override;
  const t = useText();
  const api = useApi(releasesApiRef);
  const identity = useApi(identityApiRef);
  const zone = viewerZone();
  const nameOf = useEntityNames(
    [requestedBy, decidedBy].filter(ref => ref !== undefined),
  );
  const me = useQuery('identity', () => identity.getBackstageIdentity());
  const { allowed } = usePermission({
    permission: overrideApprovePermission,
    resourceRef: override.windowId,
  });
  const [reason, setReason] = useState('');
  const [pending, setPending] = useState<Verb>();
  const [failure, setFailure] = useState<string>();

  const isOwn =
    me.data?.userEntityRef.toLocaleLowerCase('en-US') === requestedBy;
  const isOpen = status === 'requested';
  const mayDecide = isOpen && allowed && !isOwn;
  const mayEnd = (isOpen && isOwn) || (status === 'approved' && allowed);

  const decide = async (verb: Verb) => {
    const input = {
      params: { id },
      revision,
      body: reason.trim() ? { reason: reason.trim() } : {},
    };
    setPending(verb);
    setFailure(undefined);
    try {
      if (verb === 'approve') await api.approveOverride(input);
      else if (verb === 'reject') await api.rejectOverride(input);
      else await api.revokeOverride(input);
      notifyChanged();
      onDecided();
    } catch (error) {
      setFailure(messageOf(error));
    }
    setPending(undefined);
  };

  return (
    <li className={styles.item}>
      <span className={styles.status} data-status={status}>
        {t(`dialog.override.status.${status}`)}
      </span>
      <p>{override.reason}</p>
      <p className={styles.muted}>
        {t('dialog.override.requestedBy', {
          who: nameOf(requestedBy),
          when: formatInstant(override.createdAt, zone),
          until: formatInstant(override.expiresAt, zone),
        })}{' '}
        {override.incident &&
          `${t('dialog.override.incidentIs', {
            incident: override.incident,
          })}. `}
        {decidedBy &&
          decidedAt &&
          t('dialog.override.decidedBy', {
            who: nameOf(decidedBy),
            when: formatInstant(decidedAt, zone),
          })}{' '}
        {override.decisionReason}
        {status === 'approved' &&
          ` ${
            override.useCount === 0
              ? t('dialog.override.unused')
              : t('dialog.override.uses', { count: override.useCount })
          }`}
      </p>
      {isOpen && isOwn && (
        <p className={styles.muted}>{t('dialog.override.own')}</p>
      )}
      {(mayDecide || mayEnd) && (
        <div className={styles.decision}>
          <TextField
            size="small"
            label={t('dialog.override.decision')}
            maxLength={2000}
            value={reason}
            onChange={setReason}
          />
          <div className={styles.actions}>
            {mayDecide && (
              <>
                <Button
                  variant="primary"
                  isPending={pending === 'approve'}
                  onPress={() => decide('approve')}
                >
                  {t('dialog.override.approve')}
                </Button>
                <Button
                  variant="secondary"
                  isPending={pending === 'reject'}
                  onPress={() => decide('reject')}
                >
                  {t('dialog.override.reject')}
                </Button>
              </>
            )}
            {mayEnd && (
              <Button
                variant="secondary"
                isPending={pending === 'revoke'}
                onPress={() => decide('revoke')}
              >
                {isOpen
                  ? t('dialog.override.withdraw')
                  : t('dialog.override.revoke')}
              </Button>
            )}
          </div>
        </div>
      )}
      {failure && (
        <p role="alert" className={styles.problem}>
          {failure}
        </p>
      )}
    </li>
  );
}
