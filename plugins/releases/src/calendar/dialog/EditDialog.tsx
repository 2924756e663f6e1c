import { useApi } from '@backstage/frontend-plugin-api';
import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  Skeleton,
} from '@backstage/ui';
import { useEffect, useState } from 'react';
import { releasesApiRef } from '../../api';
import { messageOf } from '../../shared/states';
import { tokens } from '../../shared/tokens';
import { useText } from '../../translation';
import { editDraft } from './draft';
import { ItemDialog } from './ItemDialog';
import { isWindow } from './requestOf';
import { EditDialogProps, EditedItem } from './types';
import { editedItem } from './useSave';

/** Edits a window, event or release that is already there. */
export function EditDialog(props: EditDialogProps) {
  const { kind, id, onClose, onSaved } = props;
  const t = useText();
  const api = useApi(releasesApiRef);
  const [edited, setEdited] = useState<EditedItem>();
  const [error, setError] = useState<unknown>();
  const [attempt, setAttempt] = useState(0);

  // Once, and not whenever something changes: what is typed must stay.
  useEffect(() => {
    let stale = false;
    const input = { params: { id } };
    const load = async () => {
      if (kind === 'release') return api.getRelease(input);
      return isWindow(kind) ? api.getWindow(input) : api.getEvent(input);
    };
    setError(undefined);
    load().then(
      resource => !stale && setEdited(editedItem(kind, resource)),
      reason => !stale && setError(reason),
    );
    return () => {
      stale = true;
    };
  }, [api, kind, id, attempt]);

  if (edited)
    return (
      <ItemDialog
        initial={editDraft(edited)}
        edited={edited}
        onClose={onClose}
        onSaved={onSaved}
      />
    );
  return (
    <Dialog
      isOpen
      className={tokens}
      width={480}
      onOpenChange={isOpen => !isOpen && onClose()}
    >
      <DialogHeader>{t(`dialog.kind.${kind}`)}</DialogHeader>
      <DialogBody>
        {error === undefined ? (
          <div role="status" aria-label={t('dialog.loading')}>
            <Skeleton width="70%" height={24} />
            <Skeleton width="100%" height={120} />
          </div>
        ) : (
          <p role="alert">
            {t('dialog.loadFailed', { reason: messageOf(error) })}
          </p>
        )}
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" onPress={onClose}>
          {t('dialog.cancel')}
        </Button>
        {error !== undefined && (
          <Button
            variant="primary"
            onPress={() => setAttempt(count => count + 1)}
          >
            {t('dialog.tryAgain')}
          </Button>
        )}
      </DialogFooter>
    </Dialog>
  );
}
