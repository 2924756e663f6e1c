import { toIso } from '../time';
import type { Criterion, PromotionCriteria } from './criteria';
import { childKey, keyOf } from './criteriaByKey';
import { evaluateFact } from './evaluateFact';
import * as others from './evaluateOthers';
import type { PromotionFacts } from './facts';
import type {
  CriterionAnswer,
  PromotionAnswer,
  PromotionVerdict,
  VerdictNode,
} from './schema';

/**
 * Kleene's three values, `failed` and `not-yet` being false, `missing` and
 * `stale` unknown: the first of these that is among the children decides.
 */
const DECIDES: Record<'all' | 'any', readonly PromotionVerdict[]> = {
  all: ['failed', 'not-yet', 'missing', 'stale', 'passed'],
  any: ['passed', 'missing', 'stale', 'not-yet', 'failed'],
};

/** What is asked for below a `not`, for criteria that have no opposite of their own. */
function negate(answer: CriterionAnswer): CriterionAnswer {
  const opposite: Record<PromotionVerdict, PromotionVerdict> = {
    passed: 'failed',
    failed: 'passed',
    'not-yet': 'passed',
    missing: 'missing',
    stale: 'stale',
  };
  const verdict = opposite[answer.verdict];
  const known = verdict === 'passed' || verdict === 'failed';
  return {
    ...answer,
    negated: true,
    verdict,
    title: `Not: ${answer.title}`,
    ...(known && {
      cure: { kind: 'nothing' },
      toPass:
        verdict === 'passed'
          ? 'Nothing to do.'
          : 'It must not hold, and nothing undoes it for this version.',
    }),
  };
}

interface Evaluation {
  facts: PromotionFacts;
  now: number;
  answers: CriterionAnswer[];
}

function evaluateLeaf(
  criterion: Criterion,
  key: string,
  negated: boolean,
  { facts, now }: Evaluation,
): CriterionAnswer {
  if ('fact' in criterion) {
    return evaluateFact(criterion, facts, { key, now, negated });
  }
  const place = { key, now };
  const answer = evaluateOther(criterion, facts, place);
  return negated ? negate(answer) : answer;
}

function evaluateOther(
  criterion: Exclude<Criterion, { fact: string }>,
  facts: PromotionFacts,
  place: others.Place,
): CriterionAnswer {
  if ('soak' in criterion) {
    return others.evaluateSoak(criterion, facts, place);
  }
  if ('successRate' in criterion) {
    return others.evaluateSuccessRate(criterion, facts, place);
  }
  return 'approvals' in criterion
    ? others.evaluateApprovals(criterion, facts, place)
    : others.evaluateAge(criterion, facts, place);
}

/** Negation is carried down to the leaves, so that each can say what makes it pass. */
function evaluateNode(
  node: PromotionCriteria,
  place: string,
  negated: boolean,
  evaluation: Evaluation,
): VerdictNode {
  if ('not' in node) {
    const child = evaluateNode(
      node.not,
      childKey(place, 0),
      !negated,
      evaluation,
    );
    return { is: 'not', verdict: child.verdict, children: [child] };
  }
  if ('all' in node || 'any' in node) {
    const is = 'all' in node ? 'all' : 'any';
    const inner = 'all' in node ? node.all : node.any;
    const children = inner.map((child, index) =>
      evaluateNode(child, childKey(place, index), negated, evaluation),
    );
    const decides = DECIDES[(is === 'all') === negated ? 'any' : 'all'];
    const verdict = decides.find(item =>
      children.some(child => child.verdict === item),
    );
    return { is, verdict: verdict!, children };
  }
  const key = keyOf(node, place);
  const answer = evaluateLeaf(node, key, negated, evaluation);
  evaluation.answers.push(answer);
  return { is: 'criterion', verdict: answer.verdict, key };
}

function evaluate(
  criteria: PromotionCriteria,
  facts: PromotionFacts,
  now: number,
): PromotionAnswer {
  const evaluation: Evaluation = { facts, now, answers: [] };
  const tree = evaluateNode(criteria, '', false, evaluation);
  const { answers } = evaluation;
  return {
    verdict: tree.verdict,
    at: toIso(now),
    passing: answers.filter(answer => answer.verdict === 'passed').length,
    total: answers.length,
    criteria: answers,
    tree,
  };
}

/**
 * Whether a version may be promoted: each criterion with what was observed, what
 * is needed, how fresh it is, where it is from, its verdict and what would make
 * it pass. Missing and stale facts neither pass nor fail; a tree that can be
 * decided without them is. `now` is in epoch milliseconds.
 *
 * @public
 */
export function evaluatePromotion(
  criteria: PromotionCriteria,
  facts: PromotionFacts,
  now: number,
): PromotionAnswer {
  const answer = evaluate(criteria, facts, now);
  if (answer.verdict !== 'not-yet') {
    return answer;
  }
  // What is fresh today may be stale by then, so each instant is tried.
  const opensAt = answer.criteria
    .flatMap(({ cure }) => (cure.kind === 'wait' ? [cure.until!] : []))
    .sort()
    .find(
      instant =>
        evaluate(criteria, facts, Date.parse(instant)).verdict === 'passed',
    );
  return opensAt ? { ...answer, opensAt } : answer;
}
