import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { ReactNode } from 'react';
import { tokens } from '../../shared/tokens';

/** Asks once more before something is lost. The safe way comes first and is what Escape means. */
export function ConfirmDialog(props: {
  title: string;
  text: ReactNode;
  stay: string;
  deed: string;
  destructive?: boolean;
  isPending?: boolean;
  onStay(): void;
  onDeed(): void;
}) {
  const { title, text, stay, deed, destructive, isPending } = props;
  return (
    <Dialog
      isOpen
      width={440}
      className={tokens}
      onOpenChange={isOpen => !isOpen && props.onStay()}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>{text}</DialogBody>
      <DialogFooter>
        <Button variant="secondary" autoFocus onPress={props.onStay}>
          {stay}
        </Button>
        <Button
          variant="primary"
          destructive={destructive}
          isPending={isPending}
          onPress={props.onDeed}
        >
          {deed}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
