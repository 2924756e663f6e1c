import type { Text } from '../../translation';
import { ConflictRow } from './ConflictNotice';
import { Draft } from './draft';
import { stepsOf } from './fieldErrors';
import { isWindow } from './requestOf';
import { stepAnswers } from './sentences';

function textLabel({ kind }: Draft): 'reason' | 'notes' | 'description' {
  if (isWindow(kind)) return 'reason';
  return kind === 'release' ? 'notes' : 'description';
}

/** Where two versions of a thing differ, in words; its title always. */
export function conflictRows(
  t: Text,
  versions: { yours: Draft; theirs: Draft },
  nameOf: (ref: string) => string,
): ConflictRow[] {
  const { yours, theirs } = versions;
  const steps = stepsOf(yours.kind);
  const answers = (draft: Draft) => stepAnswers(t, draft, nameOf, undefined);
  const text = t(`dialog.what.${textLabel(yours)}`);
  const row = (label: string, say: (draft: Draft) => string): ConflictRow => ({
    label,
    yours: say(yours),
    theirs: say(theirs),
  });
  const rows = [
    row(text, draft => draft.text),
    row(t('dialog.what.owner'), draft => nameOf(draft.owner)),
    row(t('dialog.step.when'), draft => answers(draft).when),
    row(t('dialog.step.scope'), draft => answers(draft).scope),
    ...(steps.includes('rules')
      ? [row(t('dialog.step.rules'), draft => answers(draft).rules)]
      : []),
    ...(yours.kind === 'release'
      ? [
          row(t('dialog.what.status'), draft =>
            t(`shared.status.${draft.status}`),
          ),
        ]
      : []),
  ];
  return [
    row(t('dialog.what.title'), draft => draft.title),
    ...rows.filter(one => one.yours !== one.theirs),
  ];
}
