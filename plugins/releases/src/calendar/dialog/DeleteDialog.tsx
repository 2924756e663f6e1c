import { useApi } from '@backstage/frontend-plugin-api';
import { useState } from 'react';
import { releasesApiRef } from '../../api';
import { messageOf } from '../../shared/states';
import { useText } from '../../translation';
import { ConfirmDialog } from './ConfirmDialog';
import { isConflict } from './fieldErrors';
import { isWindow } from './requestOf';
import { DeleteDialogProps } from './types';

/** Deletes one thing of the calendar, after having asked. */
export function DeleteDialog(props: DeleteDialogProps) {
  const { kind, id, title, revision, recurring, onClose, onDeleted } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const [isPending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();

  const deed = async () => {
    const target = { params: { id }, revision };
    setPending(true);
    try {
      if (kind === 'release') await api.deleteRelease(target);
      else if (isWindow(kind)) await api.deleteWindow(target);
      else await api.deleteEvent(target);
      onDeleted();
    } catch (error) {
      setFailure(
        isConflict(error) ? t('dialog.delete.changed') : messageOf(error),
      );
      setPending(false);
    }
  };

  return (
    <ConfirmDialog
      title={t('dialog.delete.title', { title })}
      text={
        <>
          <p>
            {t('dialog.delete.text')}
            {recurring && ` ${t('dialog.delete.series')}`}
          </p>
          {failure && <p role="alert">{failure}</p>}
        </>
      }
      stay={t('dialog.delete.cancel')}
      deed={t('dialog.delete.delete')}
      destructive
      isPending={isPending}
      onStay={onClose}
      onDeed={deed}
    />
  );
}
