import {
  createContext,
  lazy,
  ReactNode,
  Suspense,
  useCallback,
  useContext,
  useState,
} from 'react';
import type { BookDialogProps } from '../bookings/BookDialog';
import type { ClaimDialogProps } from '../claims/ClaimDialog';
import type { HandoverDialogProps } from '../claims/HandoverDialog';

import type { DeedDialogProps } from './DeedDialog';
import type { ExtendDialogProps } from './ExtendDialog';
import type { KeepDialogProps } from './KeepDialog';
import type { ReviewDialogProps } from './ReviewDialog';

const BookDialog = lazy(() =>
  import('../bookings/BookDialog').then(m => ({ default: m.BookDialog })),
);
const ClaimDialog = lazy(() =>
  import('../claims/ClaimDialog').then(m => ({ default: m.ClaimDialog })),
);
const HandoverDialog = lazy(() =>
  import('../claims/HandoverDialog').then(m => ({ default: m.HandoverDialog })),
);
const DeedDialog = lazy(() =>
  import('./DeedDialog').then(m => ({ default: m.DeedDialog })),
);
const ExtendDialog = lazy(() =>
  import('./ExtendDialog').then(m => ({ default: m.ExtendDialog })),
);
const KeepDialog = lazy(() =>
  import('./KeepDialog').then(m => ({ default: m.KeepDialog })),
);
const ReviewDialog = lazy(() =>
  import('./ReviewDialog').then(m => ({ default: m.ReviewDialog })),
);

type Asked<Name extends string, Props> = { dialog: Name } & Omit<
  Props,
  'onClose'
>;

/** A dialog with what it is about. */
export type DialogRequest =
  | Asked<'book', BookDialogProps>
  | Asked<'claim', ClaimDialogProps>
  | Asked<'handover', HandoverDialogProps>
  | Asked<'deed', DeedDialogProps>
  | Asked<'extend', ExtendDialogProps>
  | Asked<'keep', KeepDialogProps>
  | Asked<'review', ReviewDialogProps>;

const OpenContext = createContext<(request: DialogRequest) => void>(() => {});

/** Opens a dialog of environments; it is loaded only then. */
export function useOpenDialog() {
  return useContext(OpenContext);
}

/** Shows the dialogs that anything below it opens, one at a time. */
export function DialogHost(props: { children: ReactNode }) {
  const [request, setRequest] = useState<DialogRequest>();
  const close = useCallback(() => setRequest(undefined), []);
  return (
    <OpenContext.Provider value={setRequest}>
      {props.children}
      {request && (
        <Suspense fallback={null}>
          <Requested request={request} onClose={close} />
        </Suspense>
      )}
    </OpenContext.Provider>
  );
}

function Requested(props: { request: DialogRequest; onClose(): void }) {
  const { request, onClose } = props;
  switch (request.dialog) {
    case 'book':
      return <BookDialog {...request} onClose={onClose} />;
    case 'claim':
      return <ClaimDialog {...request} onClose={onClose} />;
    case 'handover':
      return <HandoverDialog {...request} onClose={onClose} />;
    case 'extend':
      return <ExtendDialog {...request} onClose={onClose} />;
    case 'keep':
      return <KeepDialog {...request} onClose={onClose} />;
    case 'review':
      return <ReviewDialog {...request} onClose={onClose} />;
    default:
      return <DeedDialog {...request} onClose={onClose} />;
  }
}
