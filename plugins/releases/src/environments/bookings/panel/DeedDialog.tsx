import {
  Button,
  Dialog,
  DialogBody,
  DialogFooter,
  DialogHeader,
  TextAreaField,
} from '@backstage/ui';
import { ReactNode, useState } from 'react';
import { useText } from '../../../translation';
import { environmentTokens } from '../../tokens';
import styles from './BookingPanel.module.css';

/** Asks before something is lost or given away, and for the reason where one is needed. */
export function DeedDialog(props: {
  title: string;
  text: ReactNode;
  deed: string;
  stay?: string;
  isDestructive?: boolean;
  isPending: boolean;
  /** A reason may be given, or has to be. */
  reason?: 'may' | 'must';
  failure?: string;
  children?: ReactNode;
  isReady?: boolean;
  onDeed(reason: string | undefined): void;
  onStay(): void;
}) {
  const { title, text, deed, stay, reason, failure, children } = props;
  const t = useText();
  const [why, setWhy] = useState('');
  const [isMissing, setMissing] = useState(false);
  const submit = () => {
    if (reason === 'must' && !why.trim()) {
      setMissing(true);
      return;
    }
    props.onDeed(why.trim() || undefined);
  };
  return (
    <Dialog
      isOpen
      width={440}
      className={environmentTokens}
      onOpenChange={isOpen => !isOpen && props.onStay()}
    >
      <DialogHeader>{title}</DialogHeader>
      <DialogBody>
        <div className={styles.fields}>
          <div>{text}</div>
          {children}
          {reason && (
            <div>
              <TextAreaField
                label={t('bookings.confirm.cancelReason')}
                isRequired={reason === 'must'}
                isInvalid={isMissing}
                value={why}
                onChange={value => {
                  setWhy(value);
                  setMissing(false);
                }}
              />
              {isMissing && (
                <p className={styles.note} role="alert">
                  {t('bookings.confirm.reasonNeeded')}
                </p>
              )}
            </div>
          )}
          {failure && (
            <p className={styles.note} role="alert">
              {failure}
            </p>
          )}
        </div>
      </DialogBody>
      <DialogFooter>
        <Button variant="secondary" autoFocus={!reason} onPress={props.onStay}>
          {stay ?? t('bookings.confirm.back')}
        </Button>
        <Button
          variant="primary"
          destructive={props.isDestructive}
          isDisabled={props.isReady === false}
          isPending={props.isPending}
          onPress={submit}
        >
          {deed}
        </Button>
      </DialogFooter>
    </Dialog>
  );
}
