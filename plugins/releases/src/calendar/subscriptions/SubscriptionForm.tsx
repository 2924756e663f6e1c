import {
  Alert,
  Button,
  Dialog,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import type { Subscription } from '@release-desk/plugin-releases-common';
import { FormEvent, useEffect, useRef, useState } from 'react';
import { tokens } from '../../shared/tokens';
import { useText } from '../../translation';
import { ConfirmDialog } from '../dialog/ConfirmDialog';
import { newDraft } from '../dialog/draft';
import { ScopeStep } from '../dialog/scope/ScopeStep';
import { SourceFields } from './SourceFields';
import styles from './Subscriptions.module.css';
import { TargetFields } from './TargetFields';
import { useSubscriptionForm } from './useSubscriptionForm';

/** Adds a calendar from elsewhere, or changes how one is read. */
export function SubscriptionForm(props: {
  edited?: Subscription;
  onBack(): void;
  onClose(): void;
  onSaved(saved: Subscription): void;
}) {
  const { edited, onBack, onClose, onSaved } = props;
  const t = useText();
  const form = useSubscriptionForm({ edited, onSaved });
  const { draft, errors, change } = form;
  const [leaving, setLeaving] = useState<'back' | 'close'>();
  const body = useRef<HTMLDivElement>(null);
  const wrong = Object.keys(errors).length > 0;

  useEffect(() => {
    // What is wrong may stand where one has scrolled past.
    if (wrong || form.failure)
      body.current
        ?.querySelector('[role="alert"]')
        ?.scrollIntoView?.({ block: 'center' });
  }, [wrong, form.failure]);

  const leave = (to: 'back' | 'close') => {
    if (form.isDirty) setLeaving(to);
    else if (to === 'back') onBack();
    else onClose();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.save();
  };

  return (
    <Dialog
      isOpen
      width={720}
      className={`${tokens} ${styles.dialog}`}
      onOpenChange={isOpen => !isOpen && leave('close')}
    >
      <DialogHeader>
        {edited
          ? t('subscriptions.form.edit', { title: edited.title })
          : t('subscriptions.form.new')}
      </DialogHeader>
      <form className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.body} ref={body}>
          {form.failure && (
            <Alert role="alert" status="danger" icon title={form.failure} />
          )}
          <SourceFields
            draft={draft}
            errors={errors}
            isEdit={Boolean(edited)}
            onChange={change}
          />
          <TargetFields
            draft={draft}
            errors={errors}
            isEdit={Boolean(edited)}
            onChange={change}
          />
          <ScopeStep
            draft={{
              ...newDraft({ kind: draft.kind, timeZone: 'UTC', now: 0 }),
              scope: draft.scope,
            }}
            errors={{ selector: errors.selector }}
            isEdit={Boolean(edited)}
            onChange={({ scope }) => scope && change({ scope })}
          />
        </div>
        <DialogFooter className={styles.footer}>
          <Button variant="secondary" onPress={() => leave('back')}>
            {t('subscriptions.form.back')}
          </Button>
          <Button type="submit" variant="primary" isPending={form.isSaving}>
            {edited
              ? t('subscriptions.form.save')
              : t('subscriptions.form.add')}
          </Button>
        </DialogFooter>
      </form>
      {leaving && (
        <ConfirmDialog
          title={t('dialog.discard.title')}
          text={t('dialog.discard.text')}
          stay={t('dialog.discard.stay')}
          deed={t('dialog.discard.leave')}
          destructive
          onStay={() => setLeaving(undefined)}
          onDeed={leaving === 'back' ? onBack : onClose}
        />
      )}
    </Dialog>
  );
}
