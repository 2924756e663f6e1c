export { ConfirmDialog } from './ConfirmDialog';
export { CreateDialog } from './CreateDialog';
export { DeleteDialog } from './DeleteDialog';
export { EditDialog } from './EditDialog';
export { MoveDialog } from './move/MoveDialog';
export { OverrideDialog } from './override/OverrideDialog';
export { OverridePanel } from './override/OverridePanel';
export { SubscribeDialog } from './subscribe/SubscribeDialog';
export type {
  CreateDialogProps,
  DeleteDialogProps,
  EditDialogProps,
  InitialItem,
  MoveDialogProps,
  OverrideDialogProps,
  SavedItem,
  SubscribeDialogProps,
} from './types';
