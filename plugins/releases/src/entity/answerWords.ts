import type { Because } from '@release-desk/plugin-releases-common';
import { formatInstant } from '../shared/time';
import type { Text } from '../translation';
import { Place } from './places';
import { Subject } from './subject';
import { Question } from './useQuestion';
import { foldAnswers, once, Verdict } from './verdict';

/** How an answer looks. */
export type AnswerLook = 'closed' | 'open' | 'acknowledge' | 'told' | 'unknown';

export function lookOfVerdict(verdict: Verdict): AnswerLook {
  if (verdict.state === 'closed') return 'closed';
  if (verdict.acknowledge) return 'acknowledge';
  return verdict.state === 'advisory' ? 'told' : 'open';
}

/** `deployments to production` */
export function whatText(
  t: Text,
  { action }: Pick<Question, 'action'>,
  place: Place | undefined,
): string {
  const what = t(`entity.noun.${action}`);
  return place
    ? t('entity.answer.whatWhere', { what, where: place.label })
    : what;
}

function titlesOf(because: Because[]): string {
  return [...new Set(because.map(({ title }) => title))].join(', ');
}

/** What is true, until when, and why, in one sentence. */
export function answerSentence(
  t: Text,
  options: {
    verdict: Verdict;
    /** How many parts of a system there are, and how many are closed. */
    parts?: { total: number; closed: number };
    what: string;
    timeZone: string;
  },
): string {
  const { verdict, parts, what, timeZone } = options;
  const { changesAt } = verdict;
  const titles = titlesOf(verdict.because);
  const moment = changesAt && formatInstant(changesAt, timeZone);
  switch (lookOfVerdict(verdict)) {
    case 'closed':
      if (parts && parts.closed < parts.total) {
        const counts = {
          closed: String(parts.closed),
          total: String(parts.total),
        };
        return moment
          ? t('entity.answer.closedParts', { ...counts, what, moment, titles })
          : t('entity.answer.closedPartsForever', { ...counts, what, titles });
      }
      return moment
        ? t('entity.answer.closed', { what, moment, titles })
        : t('entity.answer.closedForever', { what, titles });
    case 'acknowledge':
      return t('entity.answer.acknowledge', { what, titles });
    case 'told':
      return t('entity.answer.told', { what, titles });
    default:
      return moment && verdict.changesTo === 'closed'
        ? t('entity.answer.open', { what, moment })
        : t('entity.answer.openForever', { what });
  }
}

/** One window that had a say, and what it said. */
export function becauseSentence(
  t: Text,
  because: Because,
  timeZone: string,
): string {
  const { effect, title, start, end } = because;
  const instant = (value: string | undefined) =>
    value ? formatInstant(value, timeZone) : '';
  if (effect === 'outside')
    return start
      ? t('entity.because.outside', { title, start: instant(start) })
      : t('entity.because.outsideNever', { title });
  return t(`entity.because.${effect}`, { title, end: instant(end) });
}

export interface Parts {
  total: number;
  closed: number;
  /** Closed beyond the instant at which the first of them opens. */
  longer: number;
}

/** The verdict over all parts of a subject, and how many of them are closed. */
export function foldParts(perPart: Parameters<typeof foldAnswers>[0][]): {
  verdict: Verdict;
  parts?: Parts;
} {
  const verdict = foldAnswers(perPart.flat());
  if (perPart.length < 2) return { verdict };
  const closed = perPart
    .map(foldAnswers)
    .filter(({ state }) => state === 'closed');
  const parts = { total: perPart.length, closed: closed.length, longer: 0 };
  if (closed.length === 0) return { verdict, parts };
  // What is said holds until the first of them opens; those that have more
  // to wait for are spoken of apart.
  const until = closed
    .map(({ changesAt }) => changesAt)
    .filter(instant => instant !== undefined)
    .sort()[0];
  const first = closed.filter(({ changesAt }) => changesAt === until);
  return {
    verdict: {
      ...verdict,
      changesAt: until,
      because: once(first.flatMap(({ because }) => because)),
    },
    parts: { ...parts, longer: closed.length - first.length },
  };
}

/** The name by which a tab speaks of its subject. */
export function ownLabel(t: Text, { kind }: Subject): string {
  return t(`entity.upcoming.own.${kind}`);
}
