import {
  Alert,
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { ReactNode } from 'react';
import { useText } from '../../translation';
import { environmentTokens } from '../tokens';
import styles from './Dialogs.module.css';
import { useSubmit } from './useSubmit';

/** A dialog that asks, then does: what happens next stands at the left of its foot. */
export function FormDialog(props: {
  title: string;
  width?: number;
  /** What happens next, in one sentence. */
  next?: string;
  deed: string;
  destructive?: boolean;
  form: ReturnType<typeof useSubmit>;
  children: ReactNode;
  onClose(): void;
}) {
  const { title, width = 480, next, deed, destructive, form } = props;
  const t = useText();
  return (
    <Dialog
      isOpen
      width={width}
      className={`${environmentTokens} ${styles.dialog}`}
      onOpenChange={isOpen => !isOpen && props.onClose()}
    >
      <DialogHeader>{title}</DialogHeader>
      <form className={styles.form} onSubmit={form.submit} noValidate>
        <DialogBody>
          <div className={styles.body}>
            {form.failure && (
              <Alert role="alert" status="danger" icon title={form.failure} />
            )}
            {props.children}
          </div>
        </DialogBody>
        <DialogFooter>
          {next && <span className={styles.next}>{next}</span>}
          <Button variant="secondary" onPress={props.onClose}>
            {t('environments.dialog.cancel')}
          </Button>
          <Button
            type="submit"
            variant="primary"
            destructive={destructive}
            isPending={form.isSending}
          >
            {deed}
          </Button>
        </DialogFooter>
      </form>
    </Dialog>
  );
}

/** What is wrong with a field, once one has tried to send it. */
export function Problem(props: { children: ReactNode }) {
  return (
    <p className={styles.problem} role="alert">
      {props.children}
    </p>
  );
}
