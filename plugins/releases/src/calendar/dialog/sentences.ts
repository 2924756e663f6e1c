import {
  ChangeType,
  describeRecurrence,
  describeSelector,
} from '@release-desk/plugin-releases-common';
import { formatSpanWithZone, viewerZone, zonePlace } from '../../shared/time';
import type { Text } from '../../translation';
import { Draft } from './draft';
import { firstSpan, isWindow } from './requestOf';
import { selectorOf } from './scope/scopeLines';
import { scheduleOf } from './when/scheduleOf';
import { list } from './when/whenWords';

type NameOf = (ref: string) => string;

function capitalise(text: string): string {
  return text.charAt(0).toLocaleUpperCase() + text.slice(1);
}

function uncapitalise(text: string): string {
  // `APIs of …` keeps its letters.
  return /^[A-Z][A-Z]/.test(text)
    ? text
    : text.charAt(0).toLocaleLowerCase() + text.slice(1);
}

/** When it takes place, as a sentence without its full stop: `Every Friday 17:00 until Monday 09:00, New York time`. */
export function scheduleSentence(t: Text, draft: Draft): string {
  const { when } = draft;
  if (when.repeat === 'once')
    return formatSpanWithZone(firstSpan(draft), when.timeZone);
  const words = describeRecurrence(scheduleOf(when), { zone: false });
  return t('dialog.sentence.zoned', {
    schedule: capitalise(words),
    place: when.timeZone === 'UTC' ? 'UTC' : zonePlace(when.timeZone),
  });
}

/** What the rules say: `may not deploy, promote or apply`. */
function ruleSentence(t: Text, draft: Draft): string {
  const { kind, enforcement } = draft;
  const names = draft.actions.map(action => t(`dialog.action.${action}`));
  if (kind === 'allow')
    return t('dialog.sentence.mayOnlyThen', { actions: list(names, 'and') });
  if (kind === 'advisory' || enforcement === 'info')
    return t('dialog.sentence.mayTold', { actions: list(names, 'and') });
  return enforcement === 'soft'
    ? t('dialog.sentence.mayIfAcknowledged', { actions: list(names, 'and') })
    : t('dialog.sentence.mayNot', { actions: list(names, 'or') });
}

function exemptSentence(t: Text, draft: Draft): string {
  const { kind, enforcement, exemptChangeTypes } = draft;
  const closes =
    kind === 'allow' || (kind === 'freeze' && enforcement !== 'info');
  if (!closes || exemptChangeTypes.length === 0) return '';
  const types = exemptChangeTypes.map((type: ChangeType) =>
    t(`dialog.sentence.types.${type}`),
  );
  const [first, ...rest] = types;
  return t('dialog.sentence.exempt', {
    types: list([first, ...rest.map(uncapitalise)]),
  });
}

/** Everything that a draft says, in one or two sentences. */
export function draftSentence(t: Text, draft: Draft, nameOf: NameOf): string {
  if (draft.kind === 'release') {
    const zone = draft.when.timeZone;
    const what = list(
      draft.entities
        .filter(({ ref }) => ref)
        .map(({ ref, version }) => `${nameOf(ref)} ${version}`.trim()),
    );
    const span = formatSpanWithZone(firstSpan(draft), zone);
    return draft.environments.length
      ? t('dialog.sentence.release', {
          what,
          where: list(draft.environments.map(nameOf)),
          span,
        })
      : t('dialog.sentence.releaseAnywhere', { what, span });
  }
  const scope = describeSelector(selectorOf(draft.scope), nameOf).text;
  const schedule = scheduleSentence(t, draft);
  if (!isWindow(draft.kind))
    return t('dialog.sentence.event', { schedule, scope: uncapitalise(scope) });
  const closesAll =
    draft.kind === 'freeze' &&
    draft.enforcement === 'hard' &&
    scope === 'Everything';
  // "Everything may not" could be read as "some things may".
  if (closesAll)
    return [
      `${t('dialog.sentence.nothingMay', {
        schedule,
        actions: list(
          draft.actions.map(action => t(`dialog.action.${action}`)),
          'or',
        ),
      })}.`,
      exemptSentence(t, draft),
    ]
      .filter(Boolean)
      .join(' ');
  const said = t('dialog.sentence.window', {
    schedule,
    scope: uncapitalise(scope),
    rule: ruleSentence(t, draft),
  });
  return [`${said}.`, exemptSentence(t, draft)].filter(Boolean).join(' ');
}

/** The answers that stand beside the steps once they are given. */
export function stepAnswers(
  t: Text,
  draft: Draft,
  nameOf: NameOf,
  covered: number | undefined,
): { what: string; when: string; scope: string; rules: string } {
  const { when, kind } = draft;
  const where =
    kind === 'release'
      ? list(
          draft.entities.filter(({ ref }) => ref).map(({ ref }) => nameOf(ref)),
        )
      : describeSelector(selectorOf(draft.scope), nameOf).short;
  const actions = draft.actions
    .map(action => t(`dialog.action.${action}`))
    .join(', ');
  return {
    what: draft.title.trim(),
    when:
      when.repeat === 'once'
        ? `${formatSpanWithZone(firstSpan(draft), when.timeZone)}`
        : // Its letters, EST or EDT, would be true of some of its times only.
          capitalise(
            describeRecurrence(scheduleOf(when), {
              zone: when.timeZone !== viewerZone(),
            }),
          ),
    scope:
      covered === undefined
        ? where
        : `${where}: ${covered} ${t('dialog.scope.entities', {
            count: covered,
          })}`,
    rules:
      kind === 'freeze'
        ? `${t(`dialog.rules.${draft.enforcement}`)}: ${actions}`
        : capitalise(actions),
  };
}
