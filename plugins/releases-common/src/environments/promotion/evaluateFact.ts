import { parseShortDuration } from '../shortDuration';
import { lengthInWords, toIso } from '../time';
import type { FactCriterion, FactOperator, FactValue } from './criteria';
import type { PromotionFacts } from './facts';
import type { CriterionAnswer } from './schema';

export const NOTHING = {
  cure: { kind: 'nothing' as const },
  toPass: 'Nothing to do.',
};

/** Operators of criteria, and the opposite of `exists`. */
type Operator = FactOperator | 'absent';

const OPPOSITE: Record<Operator, Operator> = {
  '>=': '<',
  '<': '>=',
  '>': '<=',
  '<=': '>',
  '==': '!=',
  '!=': '==',
  in: 'not-in',
  'not-in': 'in',
  exists: 'absent',
  absent: 'exists',
};

const WORDS: Record<Operator, string> = {
  '>=': 'at least',
  '>': 'more than',
  '<=': 'at most',
  '<': 'less than',
  '==': '',
  '!=': 'not',
  in: 'one of',
  'not-in': 'none of',
  exists: 'reported',
  absent: 'not reported',
};

function isMet(
  value: FactValue,
  op: Operator,
  threshold: FactCriterion['value'],
): boolean {
  switch (op) {
    case '==':
      return value === threshold;
    case '!=':
      return value !== threshold;
    case 'in':
      return Array.isArray(threshold) && threshold.includes(value);
    case 'not-in':
      return Array.isArray(threshold) && !threshold.includes(value);
    case 'exists':
      return true;
    case 'absent':
      return false;
    default:
      return (
        typeof value === 'number' &&
        typeof threshold === 'number' &&
        compare(value, op, threshold)
      );
  }
}

function compare(
  value: number,
  op: '>=' | '>' | '<=' | '<',
  threshold: number,
): boolean {
  switch (op) {
    case '>=':
      return value >= threshold;
    case '>':
      return value > threshold;
    case '<=':
      return value <= threshold;
    default:
      return value < threshold;
  }
}

function wordsOf(op: Operator, threshold: FactCriterion['value']): string {
  const value = Array.isArray(threshold) ? threshold.join(', ') : threshold;
  return [WORDS[op], value]
    .filter(part => part !== '' && part !== undefined)
    .join(' ');
}

function latestOf({ facts = [] }: PromotionFacts, name: string) {
  return facts
    .filter(fact => fact.name === name)
    .reduce<(typeof facts)[number] | undefined>(
      (latest, fact) =>
        latest && Date.parse(latest.at) >= Date.parse(fact.at) ? latest : fact,
      undefined,
    );
}

/** By how much a number misses; the shortest decimal that says so. */
function distance(value: FactValue, threshold: FactCriterion['value']) {
  return typeof value === 'number' && typeof threshold === 'number'
    ? Number((threshold - value).toPrecision(12))
    : undefined;
}

export function evaluateFact(
  criterion: FactCriterion,
  known: PromotionFacts,
  { key, now, negated }: { key: string; now: number; negated: boolean },
): CriterionAnswer {
  const { fact: name, value: threshold, maxAge } = criterion;
  const op: Operator = negated ? OPPOSITE[criterion.op] : criterion.op;
  const needed = wordsOf(op, threshold);
  const base = {
    key,
    kind: 'fact' as const,
    title: criterion.title ?? `${name} ${needed}`,
    negated,
    fact: name,
    op,
    ...(threshold !== undefined && { threshold }),
  };
  const fact = latestOf(known, name);
  if (!fact) {
    return op === 'absent'
      ? { ...base, verdict: 'passed', ...NOTHING }
      : { ...base, ...missing(name, known, needed) };
  }
  const maxAgeMs =
    maxAge === undefined ? undefined : parseShortDuration(maxAge);
  const freshUntil = Math.min(
    maxAgeMs === undefined ? Infinity : Date.parse(fact.at) + maxAgeMs,
    fact.expiresAt === undefined ? Infinity : Date.parse(fact.expiresAt),
  );
  const ageMs = Math.max(0, now - Date.parse(fact.at));
  const observed = {
    ...base,
    value: fact.value,
    source: fact.source,
    at: fact.at,
    ageMs,
    ...(freshUntil < Infinity && { freshUntil: toIso(freshUntil) }),
    ...(fact.url && { url: fact.url }),
  };
  if (now > freshUntil) {
    return {
      ...observed,
      verdict: 'stale',
      cure: { kind: 'report' },
      toPass: `Report ${name} again; the last is ${lengthInWords(ageMs)} old${
        maxAge ? `, at most ${maxAge} counts` : ''
      }.`,
    };
  }
  if (isMet(fact.value, op, threshold)) {
    return { ...observed, verdict: 'passed', ...NOTHING };
  }
  const by = distance(fact.value, threshold);
  return {
    ...observed,
    verdict: 'failed',
    cure: { kind: 'report', ...(by !== undefined && { by }) },
    toPass: `Report ${name} ${needed} for this version; it is ${fact.value}.`,
  };
}

function missing(
  name: string,
  { earlier = [] }: PromotionFacts,
  needed: string,
) {
  const last = earlier
    .filter(item => item.name === name)
    .sort((one, other) => Date.parse(other.at) - Date.parse(one.at))
    .at(0);
  const before = last
    ? `; the last is for ${last.version}, of ${last.at}`
    : '; it never was reported';
  return {
    verdict: 'missing' as const,
    ...(last && { earlier: { version: last.version, at: last.at } }),
    cure: { kind: 'report' as const },
    toPass: `Report ${name} for this version, ${needed}${before}.`,
  };
}
