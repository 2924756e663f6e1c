import { useMemo, useState } from 'react';
import { messageOf } from '../../shared/states';
import { useText } from '../../translation';
import { Draft, editDraft } from './draft';
import {
  currentOf,
  draftErrors,
  Field,
  FieldErrors,
  errorsOfStep,
  isConflict,
  serverErrors,
  Step,
  stepsOf,
} from './fieldErrors';
import { EditedItem, SavedItem } from './types';
import { editedItem, StoredItem, useSave } from './useSave';

/** These are wrong the moment they are typed; others only once one has gone on. */
const LIVE: Field[] = ['rrule', 'duration', 'start', 'timeZone', 'ends'];

/** What the dialog holds and does, without how it looks. */
export function useItemForm(options: {
  initial: Draft;
  edited?: EditedItem;
  onSaved(saved: SavedItem): void;
}) {
  const { edited, onSaved } = options;
  const t = useText();
  const save = useSave();
  const [base, setBase] = useState(options.initial);
  const [draft, setDraft] = useState(options.initial);
  const [step, setStep] = useState<Step>('what');
  const [passed, setPassed] = useState<Step[]>([]);
  const [refused, setRefused] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<string>();
  const [conflict, setConflict] = useState<StoredItem>();
  const [revision, setRevision] = useState(edited?.resource.revision);
  const [isSaving, setSaving] = useState(false);

  const steps = stepsOf(draft.kind);
  const found = useMemo(
    () =>
      draftErrors(draft, {
        needed: t('dialog.needed'),
        oneNeeded: t('dialog.oneNeeded'),
        vendorNeeded: t('dialog.vendorNeeded'),
        entityNeeded: t('dialog.entityNeeded'),
        versionNeeded: t('dialog.versionNeeded'),
      }),
    [draft, t],
  );
  const errors: FieldErrors = { ...refused };
  for (const name of Object.keys(found) as Field[])
    if (
      LIVE.includes(name) ||
      passed.some(one => errorsOfStep({ [name]: '' }, one).length > 0)
    )
      errors[name] = found[name];

  const goTo = (next: Step) => {
    setPassed(last => [...new Set([...last, step])]);
    setStep(next);
  };

  const send = async (toRevision = revision) => {
    const wrong = steps.find(one => errorsOfStep(found, one).length > 0);
    if (wrong) {
      setPassed([...steps]);
      setStep(wrong);
      return;
    }
    setSaving(true);
    setFailure(undefined);
    try {
      onSaved(
        await save(
          draft,
          edited && { id: edited.resource.id, revision: toRevision! },
        ),
      );
    } catch (error) {
      const current = isConflict(error) ? currentOf(error) : undefined;
      if (current) {
        setConflict(current as StoredItem);
        setStep('check');
      } else {
        const { fields, rest } = serverErrors(error);
        setRefused(fields);
        const first = steps.find(one => errorsOfStep(fields, one).length > 0);
        if (first) setStep(first);
        if (rest || !first)
          setFailure(t('dialog.failed', { reason: rest ?? messageOf(error) }));
      }
    } finally {
      setSaving(false);
    }
  };

  return {
    draft,
    step,
    steps,
    passed,
    errors,
    failure,
    conflict,
    isSaving,
    isDirty: JSON.stringify(draft) !== JSON.stringify(base),
    goTo,
    change(patch: Partial<Draft>) {
      setDraft(last => ({ ...last, ...patch }));
      // What the server refused is no longer what is there.
      setRefused({});
    },
    /** Goes on, unless something is missing in this step. */
    next() {
      setPassed(last => [...new Set([...last, step])]);
      const after = steps[steps.indexOf(step) + 1];
      if (!after) send();
      else if (errorsOfStep(found, step).length === 0) setStep(after);
    },
    back() {
      setStep(steps[Math.max(0, steps.indexOf(step) - 1)]);
    },
    keepMine() {
      const { revision: current } = conflict!;
      setRevision(current);
      setConflict(undefined);
      send(current);
    },
    takeTheirs() {
      const theirs = editDraft(editedItem(draft.kind, conflict!));
      setRevision(conflict!.revision);
      setConflict(undefined);
      setBase(theirs);
      setDraft(theirs);
      setStep('what');
    },
  };
}
