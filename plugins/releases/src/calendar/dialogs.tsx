import { useApi, toastApiRef } from '@backstage/frontend-plugin-api';
import {
  createContext,
  lazy,
  ReactNode,
  Suspense,
  useCallback,
  useContext,
  useMemo,
  useState,
} from 'react';
// What each needs stands in their props: `calendar/dialog` exports all six.
import { notifyChanged } from '../shared/data';
import { useText } from '../translation';
import type {
  CreateDialogProps,
  DeleteDialogProps,
  EditDialogProps,
  MoveDialogProps,
  OverrideDialogProps,
  SubscribeDialogProps,
} from './dialog';

const CreateDialog = lazy(() =>
  import('./dialog').then(m => ({ default: m.CreateDialog })),
);
const EditDialog = lazy(() =>
  import('./dialog').then(m => ({ default: m.EditDialog })),
);
const MoveDialog = lazy(() =>
  import('./dialog').then(m => ({ default: m.MoveDialog })),
);
const DeleteDialog = lazy(() =>
  import('./dialog').then(m => ({ default: m.DeleteDialog })),
);
const OverrideDialog = lazy(() =>
  import('./dialog').then(m => ({ default: m.OverrideDialog })),
);
const SubscribeDialog = lazy(() =>
  import('./dialog').then(m => ({ default: m.SubscribeDialog })),
);

/** A dialog with what it is about. */
export type DialogRequest =
  | ({ dialog: 'create' } & Omit<CreateDialogProps, 'onClose' | 'onSaved'>)
  | ({ dialog: 'edit' } & Omit<EditDialogProps, 'onClose' | 'onSaved'>)
  | ({ dialog: 'move' } & Omit<MoveDialogProps, 'onClose' | 'onMoved'>)
  | ({ dialog: 'delete' } & Omit<DeleteDialogProps, 'onClose' | 'onDeleted'> & {
        onDeleted?(): void;
      })
  | ({ dialog: 'override' } & Omit<
      OverrideDialogProps,
      'onClose' | 'onRequested'
    >)
  | ({ dialog: 'subscribe' } & Omit<SubscribeDialogProps, 'onClose'>);

const OpenContext = createContext<(request: DialogRequest) => void>(() => {});

/** Opens a dialog of the calendar; it is loaded only then. */
export function useOpenDialog() {
  return useContext(OpenContext);
}

/** Shows the dialogs that anything below it opens. */
export function DialogHost(props: {
  children: ReactNode;
  /** Called when a dialog opens or the last one closes. */
  onToggle?(isOpen: boolean): void;
}) {
  const { children, onToggle } = props;
  const [request, setRequest] = useState<DialogRequest>();
  const open = useCallback(
    (next: DialogRequest) => {
      setRequest(next);
      onToggle?.(true);
    },
    [onToggle],
  );
  const close = useCallback(() => {
    setRequest(undefined);
    onToggle?.(false);
  }, [onToggle]);
  return (
    <OpenContext.Provider value={open}>
      {children}
      {request && (
        <Suspense fallback={null}>
          <RequestedDialog request={request} onClose={close} />
        </Suspense>
      )}
    </OpenContext.Provider>
  );
}

function RequestedDialog(props: { request: DialogRequest; onClose(): void }) {
  const { request, onClose } = props;
  const t = useText();
  const toasts = useApi(toastApiRef);
  const done = useMemo(
    () => (title: string) => {
      onClose();
      notifyChanged();
      toasts.post({ title, status: 'success', timeout: 5000 });
    },
    [onClose, toasts],
  );
  switch (request.dialog) {
    case 'create': {
      const { dialog, ...rest } = request;
      return (
        <CreateDialog
          {...rest}
          onClose={onClose}
          onSaved={({ title }) => done(t('calendar.done.created', { title }))}
        />
      );
    }
    case 'edit': {
      const { dialog, ...rest } = request;
      return (
        <EditDialog
          {...rest}
          onClose={onClose}
          onSaved={({ title }) => done(t('calendar.done.saved', { title }))}
        />
      );
    }
    case 'move': {
      const { dialog, ...rest } = request;
      return (
        <MoveDialog
          {...rest}
          onClose={onClose}
          onMoved={() =>
            done(t('calendar.done.moved', { title: rest.item.title }))
          }
        />
      );
    }
    case 'delete': {
      const { dialog, onDeleted, ...rest } = request;
      return (
        <DeleteDialog
          {...rest}
          onClose={onClose}
          onDeleted={() => {
            done(t('calendar.done.deleted', { title: rest.title }));
            onDeleted?.();
          }}
        />
      );
    }
    case 'override': {
      const { dialog, ...rest } = request;
      return (
        <OverrideDialog
          {...rest}
          onClose={onClose}
          onRequested={() => done(t('calendar.done.requested'))}
        />
      );
    }
    default: {
      const { dialog, ...rest } = request;
      return <SubscribeDialog {...rest} onClose={onClose} />;
    }
  }
}
