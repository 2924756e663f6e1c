import { TextAreaField } from '@backstage/ui';
import { ReactNode, useState } from 'react';
import { useText } from '../../translation';
import { FormDialog, Problem } from './FormDialog';
import { useSubmit } from './useSubmit';

export interface DeedDialogProps {
  title: string;
  text: ReactNode;
  deed: string;
  destructive?: boolean;
  /** Whether one says why; not at all unless told. */
  reason?: 'optional' | 'required';
  run(reason: string | undefined): Promise<unknown>;
  /** What is said when it is done. */
  done: string;
  onClose(): void;
}

/** Asks once more before something is done, and why where that is wanted. */
export function DeedDialog(props: DeedDialogProps) {
  const { title, text, deed, destructive, reason, run, done, onClose } = props;
  const t = useText();
  const [why, setWhy] = useState('');
  const isMissing = reason === 'required' && why.trim() === '';
  const form = useSubmit({
    isReady: !isMissing,
    send: () => run(why.trim() || undefined),
    done,
    onDone: onClose,
  });
  return (
    <FormDialog
      title={title}
      deed={deed}
      destructive={destructive}
      form={form}
      onClose={onClose}
    >
      <p>{text}</p>
      {reason && (
        <div>
          <TextAreaField
            label={t('environments.dialog.reason')}
            secondaryLabel={
              reason === 'optional'
                ? t('environments.dialog.optional')
                : undefined
            }
            rows={3}
            maxLength={2000}
            autoFocus
            value={why}
            onChange={setWhy}
            isInvalid={form.asked && isMissing}
          />
          {form.asked && isMissing && (
            <Problem>{t('environments.dialog.reasonNeeded')}</Problem>
          )}
        </div>
      )}
    </FormDialog>
  );
}
