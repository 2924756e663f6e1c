import { useApi } from '@backstage/frontend-plugin-api';
import { Select, TextAreaField } from '@backstage/ui';
import type { Claim } from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { releasesApiRef } from '../../api';
import { useNames } from '../../shared/data';
import { useText } from '../../translation';
import { FormDialog, Problem } from '../dialogs/FormDialog';
import { useSubmit } from '../dialogs/useSubmit';
import { useGroups } from './useGroups';

export interface HandoverDialogProps {
  claim: Claim;
  onClose(): void;
}

/** Offers an environment to another group, which has to agree. */
export function HandoverDialog(props: HandoverDialogProps) {
  const { claim, onClose } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const nameOf = useNames();
  const groups = useGroups().filter(one => one !== claim.group);
  const [group, setGroup] = useState<string>();
  const [reason, setReason] = useState('');
  const name = nameOf(claim.environmentRef);
  const groupName = group ? nameOf(group) : '';
  const form = useSubmit({
    isReady: group !== undefined,
    send: () =>
      api.offerHandover({
        params: { id: claim.id },
        revision: claim.revision,
        body: {
          group: group!,
          ...(reason.trim() && { reason: reason.trim() }),
        },
      }),
    done: t('environments.done.offered', { name, group: groupName }),
    onDone: onClose,
  });
  return (
    <FormDialog
      title={t('environments.handover.title', { name })}
      next={t('environments.handover.next', { group: nameOf(claim.group) })}
      deed={
        group
          ? t('environments.handover.deed', { group: groupName })
          : t('environments.act.handOver')
      }
      form={form}
      onClose={onClose}
    >
      <div>
        <Select
          label={t('environments.handover.to')}
          search={{ mode: 'client', placeholder: t('environments.claim.find') }}
          options={groups.map(one => ({ id: one, label: nameOf(one) }))}
          value={group ?? null}
          onChange={key => setGroup(key ? String(key) : undefined)}
        />
        {form.asked && !group && (
          <Problem>{t('environments.claim.groupNeeded')}</Problem>
        )}
      </div>
      <TextAreaField
        label={t('environments.dialog.reason')}
        secondaryLabel={t('environments.dialog.optional')}
        rows={2}
        maxLength={2000}
        value={reason}
        onChange={setReason}
      />
    </FormDialog>
  );
}
