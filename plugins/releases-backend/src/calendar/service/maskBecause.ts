import {
  Because,
  ScopeReason,
  StateAnswer,
} from '@release-desk/plugin-releases-common';
import { nameOf } from './selectorRefs';

const UNREADABLE = 'A window that you may not read';

/** The refs that an answer names, beside those of the question. */
export function refsOfAnswers(answers: StateAnswer[]): string[] {
  return answers.flatMap(answer =>
    answer.because.flatMap(({ owner, scope }) => [
      ...(owner ? [owner] : []),
      ...(scope ?? []).flatMap(refsOfReason),
    ]),
  );
}

/** What the caller may not read still counts, but is not shown. */
export function maskAnswer(
  answer: StateAnswer,
  may: { windows: Set<string>; entities: Set<string> },
): StateAnswer {
  return {
    ...answer,
    because: answer.because.map(because =>
      may.windows.has(because.windowId)
        ? {
            ...because,
            ...(because.owner && {
              owner: nameOf(because.owner, may.entities),
            }),
            scope: because.scope?.map(reason =>
              maskReason(reason, may.entities),
            ),
          }
        : maskWindow(because),
    ),
  };
}

function maskWindow(because: Because): Because {
  const { reason, owner, scope, overrideId, itemId, ...shown } = because;
  return { ...shown, title: UNREADABLE };
}

export function maskReason(
  reason: ScopeReason,
  visible: Set<string>,
): ScopeReason {
  const name = (ref: string) => nameOf(ref, visible);
  return {
    ...reason,
    value: isRef(reason.value) ? name(reason.value) : reason.value,
    entityRef: name(reason.entityRef),
    ...(reason.path && {
      path: reason.path.map(({ from, relation, to }) => ({
        from: name(from),
        relation,
        to: name(to),
      })),
    }),
  };
}

export function refsOfReason(reason: ScopeReason): string[] {
  return [
    reason.entityRef,
    ...(isRef(reason.value) ? [reason.value] : []),
    ...(reason.path ?? []).flatMap(({ from, to }) => [from, to]),
  ];
}

function isRef(value: string): boolean {
  return /^[^:/]+:[^:/]+\/[^:/]+$/.test(value);
}
