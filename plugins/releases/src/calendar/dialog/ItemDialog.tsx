import {
  Alert,
  Button,
  Dialog,
  DialogFooter,
  DialogHeader,
} from '@backstage/ui';
import { FormEvent, useEffect, useMemo, useRef, useState } from 'react';
import { LookIcon, lookOf } from '../../shared/marks';
import { tokens } from '../../shared/tokens';
import { useText } from '../../translation';
import { CheckStep } from './check/CheckStep';
import { ConflictNotice } from './ConflictNotice';
import { conflictRows } from './conflictRows';
import { ConfirmDialog } from './ConfirmDialog';
import { Draft, editDraft } from './draft';
import { errorsOfStep, Step } from './fieldErrors';
import { ItemAside } from './ItemAside';
import styles from './ItemDialog.module.css';
import { RulesStep } from './rules/RulesStep';
import { ReleaseScopeStep } from './scope/ReleaseScopeStep';
import { hasRefs } from './scope/catalogOptions';
import { ScopeStep } from './scope/ScopeStep';
import { useEntityNames } from './scope/useEntityNames';
import { stepAnswers } from './sentences';
import { RailStep, StepRail } from './StepRail';
import { EditedItem, SavedItem } from './types';
import { useItemForm } from './useItemForm';
import { usePreview } from './usePreview';
import { editedItem } from './useSave';
import { WhatStep } from './what/WhatStep';
import { whenErrors } from './when/scheduleOf';
import { WhenStep } from './when/WhenStep';

function refsOf(draft: Draft): string[] {
  return [
    draft.owner,
    ...draft.environments,
    ...draft.entities.map(({ ref }) => ref),
    ...draft.scope.lines
      .filter(({ dimension }) => hasRefs(dimension))
      .flatMap(({ values }) => values),
  ].filter(Boolean);
}

/** Creates or edits one thing of the calendar, step by step, with its consequences beside it. */
export function ItemDialog(props: {
  initial: Draft;
  edited?: EditedItem;
  onClose(): void;
  onSaved(saved: SavedItem): void;
}) {
  const { initial, edited, onClose, onSaved } = props;
  const t = useText();
  const form = useItemForm({ initial, edited, onSaved });
  const { draft, step, steps, errors, conflict } = form;
  const { kind } = draft;
  const isEdit = edited !== undefined;
  const preview = usePreview(draft, edited?.resource.id);
  const refs = useMemo(() => refsOf(draft), [draft]);
  const nameOf = useEntityNames(refs);
  const [asksToLeave, setAsksToLeave] = useState(false);
  const content = useRef<HTMLDivElement>(null);
  const shown = useRef(step);

  useEffect(() => {
    // Whoever cannot see that the step has changed hears it.
    if (shown.current !== step) content.current?.focus();
    shown.current = step;
  }, [step]);

  const leave = () => (form.isDirty ? setAsksToLeave(true) : onClose());
  const submit = (event: FormEvent) => {
    event.preventDefault();
    form.next();
  };

  const isSound = Object.keys(whenErrors(draft.when)).length === 0;
  const answers = isSound
    ? stepAnswers(t, draft, nameOf, preview.preview?.entities.total)
    : undefined;
  const rail = steps.map((id): RailStep => {
    const isPassed = form.passed.includes(id);
    const isWrong = errorsOfStep(errors, id).length > 0;
    let state: RailStep['state'] = isPassed ? 'done' : 'open';
    if (id === step) state = 'current';
    else if (isWrong) state = 'wrong';
    return {
      id,
      title: t(`dialog.step.${id}`),
      answer:
        (isPassed || isEdit) && id !== 'check' && id !== step && answers
          ? answers[id]
          : undefined,
      state,
    };
  });
  const following = steps[steps.indexOf(step) + 1];
  const stepProps = { draft, errors, isEdit, onChange: form.change };
  const isLast = following === undefined;

  return (
    <Dialog
      isOpen
      width={1160}
      height={724}
      className={`${tokens} ${styles.dialog}`}
      onOpenChange={isOpen => !isOpen && leave()}
    >
      <DialogHeader>
        {isEdit
          ? t('dialog.edit', { title: edited.resource.title })
          : t(`dialog.new.${kind}`)}
      </DialogHeader>
      <form className={styles.form} onSubmit={submit} noValidate>
        <div className={styles.body}>
          <div className={styles.rail}>
            <StepRail
              label={t('dialog.steps')}
              wrongLabel={t('dialog.stepWrong')}
              steps={rail}
              onSelect={id => form.goTo(id as Step)}
            />
          </div>
          <div
            className={styles.content}
            ref={content}
            // The last step holds nothing to step into, but may be scrolled.
            // eslint-disable-next-line jsx-a11y/no-noninteractive-tabindex
            tabIndex={isLast ? 0 : -1}
            role="group"
            aria-label={t(`dialog.step.${step}`)}
          >
            {form.failure && (
              <Alert
                role="alert"
                className={styles.failure}
                status="danger"
                icon
                title={form.failure}
              />
            )}
            {step === 'what' && <WhatStep {...stepProps} />}
            {step === 'when' && <WhenStep {...stepProps} />}
            {step === 'scope' && kind === 'release' && (
              <ReleaseScopeStep {...stepProps} />
            )}
            {step === 'scope' && kind !== 'release' && (
              <ScopeStep {...stepProps} />
            )}
            {step === 'rules' && <RulesStep {...stepProps} />}
            {step === 'check' && conflict && (
              <ConflictNotice
                changedBy={conflict.updatedBy}
                changedAt={conflict.updatedAt}
                rows={conflictRows(
                  t,
                  {
                    yours: draft,
                    theirs: editDraft(editedItem(kind, conflict)),
                  },
                  nameOf,
                )}
                isPending={form.isSaving}
                onKeepMine={form.keepMine}
                onTakeTheirs={form.takeTheirs}
              />
            )}
            {step === 'check' && !conflict && isSound && (
              <CheckStep
                draft={draft}
                preview={preview.preview}
                nameOf={nameOf}
              />
            )}
          </div>
          <ItemAside
            draft={draft}
            step={step}
            isEdit={isEdit}
            preview={preview}
          />
        </div>
        <DialogFooter className={styles.footer}>
          <Button variant="tertiary" onPress={leave}>
            {t('dialog.cancel')}
          </Button>
          <span className={styles.space} />
          {step !== 'what' && (
            <Button variant="secondary" onPress={form.back}>
              {t('dialog.back')}
            </Button>
          )}
          {isEdit && !isLast && (
            <Button
              variant="secondary"
              isPending={form.isSaving}
              onPress={() => form.goTo('check')}
            >
              {t('dialog.continue.check')}
            </Button>
          )}
          {!conflict && (
            <Button
              type="submit"
              variant="primary"
              isPending={form.isSaving}
              iconStart={
                isLast && !isEdit ? (
                  <LookIcon look={lookOf(draft)} />
                ) : undefined
              }
            >
              {following && t(`dialog.continue.${following as 'when'}`)}
              {isLast && isEdit && t('dialog.save')}
              {isLast && !isEdit && t(`dialog.create.${kind}`)}
            </Button>
          )}
        </DialogFooter>
      </form>
      {asksToLeave && (
        <ConfirmDialog
          title={t('dialog.discard.title')}
          text={t('dialog.discard.text')}
          stay={t('dialog.discard.stay')}
          deed={t('dialog.discard.leave')}
          destructive
          onStay={() => setAsksToLeave(false)}
          onDeed={onClose}
        />
      )}
    </Dialog>
  );
}
