import { parseShortDuration } from '../shortDuration';
import { lengthInWords, toIso } from '../time';
import type {
  AgeCriterion,
  ApprovalsCriterion,
  SoakCriterion,
  SuccessRateCriterion,
} from './criteria';
import { NOTHING } from './evaluateFact';
import type { PromotionFacts } from './facts';
import type { CriterionAnswer } from './schema';

export interface Place {
  key: string;
  now: number;
}

export function evaluateSoak(
  criterion: SoakCriterion,
  { deployedAt }: PromotionFacts,
  { key, now }: Place,
): CriterionAnswer {
  const threshold = parseShortDuration(criterion.soak)!;
  const base = {
    key,
    kind: 'soak' as const,
    title: criterion.title ?? `Soaked at least ${lengthInWords(threshold)}`,
    negated: false,
    op: '>=',
    threshold,
    unit: 'ms' as const,
  };
  if (deployedAt === undefined) {
    return {
      ...base,
      verdict: 'missing',
      cure: { kind: 'deploy' },
      toPass: 'Deploy it where it is to come from, and report that.',
    };
  }
  const value = Math.max(0, now - Date.parse(deployedAt));
  const observed = { ...base, value, source: 'deployments', at: deployedAt };
  if (value >= threshold) {
    return { ...observed, verdict: 'passed', ...NOTHING };
  }
  const until = toIso(Date.parse(deployedAt) + threshold);
  return {
    ...observed,
    verdict: 'not-yet',
    cure: { kind: 'wait', until },
    toPass: `Passes ${until} if nothing is deployed there.`,
  };
}

/** Rates count to four places, in whole numbers: 99.9 is no binary fraction. */
const PER_CENT = 10_000;

/**
 * Successful runs in a row that lift `succeeded` of `total` to a rate in per
 * cent: the smallest k with (s + k) / (t + k) ≥ p / 100. None helps towards 100
 * once one has failed.
 */
export function runsNeeded(
  { succeeded, total }: { succeeded: number; total: number },
  rate: number,
): number | undefined {
  const needed = Math.round(rate * PER_CENT);
  const missing = needed * total - 100 * PER_CENT * succeeded;
  if (missing <= 0) {
    return 0;
  }
  const gain = 100 * PER_CENT - needed;
  return gain > 0 ? Math.ceil(missing / gain) : undefined;
}

export function evaluateSuccessRate(
  criterion: SuccessRateCriterion,
  { runs }: PromotionFacts,
  { key, now }: Place,
): CriterionAnswer {
  const { successRate: threshold, within, minRuns } = criterion;
  const span = parseShortDuration(within)!;
  const counted = (runs ?? []).filter(
    run => Date.parse(run.at) > now - span && Date.parse(run.at) <= now,
  );
  const sample = {
    succeeded: counted.filter(run => run.succeeded).length,
    total: counted.length,
  };
  const base = {
    key,
    kind: 'success-rate' as const,
    title:
      criterion.title ??
      `At least ${threshold} % of runs succeed in ${lengthInWords(span)}`,
    negated: false,
    op: '>=',
    threshold,
    unit: '%' as const,
    sample,
    source: 'runs',
  };
  const missing = minRuns - sample.total;
  if (missing > 0) {
    return {
      ...base,
      verdict: 'missing',
      cure: { kind: 'run', count: missing },
      toPass: `Run and report it ${missing} more times; ${
        sample.total
      } of ${minRuns} runs are known in ${lengthInWords(span)}.`,
    };
  }
  const observed = {
    ...base,
    value: (100 * sample.succeeded) / sample.total,
    at: counted
      .map(run => run.at)
      .reduce((one, other) => (one > other ? one : other)),
  };
  const count = runsNeeded(sample, threshold);
  if (count === 0) {
    return { ...observed, verdict: 'passed', ...NOTHING };
  }
  if (count !== undefined) {
    return {
      ...observed,
      verdict: 'failed',
      cure: { kind: 'run', count },
      toPass: `${count} green runs in a row lift it to ${threshold} %.`,
    };
  }
  const lastFailure = Math.max(
    ...counted.filter(run => !run.succeeded).map(run => Date.parse(run.at)),
  );
  const until = toIso(lastFailure + span);
  return {
    ...observed,
    verdict: 'failed',
    cure: { kind: 'run', until },
    toPass: `Passes ${until}, when the last failed run no longer counts, if all others succeed.`,
  };
}

export function evaluateApprovals(
  criterion: ApprovalsCriterion,
  { approvals = [] }: PromotionFacts,
  { key }: Place,
): CriterionAnswer {
  const { approvals: threshold, groups } = criterion;
  const counted = approvals.filter(
    approval =>
      !groups || groups.some(group => approval.groups.includes(group)),
  );
  const value = new Set(counted.map(approval => approval.by)).size;
  const from = groups ? ` of ${groups.join(' or ')}` : '';
  const people = (count: number) => (count === 1 ? 'person' : 'people');
  const answer = {
    key,
    kind: 'approvals' as const,
    title:
      criterion.title ?? `Approved by ${threshold} ${people(threshold)}${from}`,
    negated: false,
    op: '>=',
    value,
    threshold,
    source: 'approvals',
  };
  const count = threshold - value;
  return count <= 0
    ? { ...answer, verdict: 'passed', ...NOTHING }
    : {
        ...answer,
        verdict: 'failed',
        cure: { kind: 'approve', count },
        toPass: `${count} more ${people(count)}${from} to approve it.`,
      };
}

export function evaluateAge(
  criterion: AgeCriterion,
  { firstSeenAt }: PromotionFacts,
  { key, now }: Place,
): CriterionAnswer {
  const threshold = parseShortDuration(criterion.notOlderThan)!;
  const base = {
    key,
    kind: 'age' as const,
    title: criterion.title ?? `Not older than ${lengthInWords(threshold)}`,
    negated: false,
    op: '<=',
    threshold,
    unit: 'ms' as const,
  };
  if (firstSeenAt === undefined) {
    return {
      ...base,
      verdict: 'missing',
      cure: { kind: 'deploy' },
      toPass: 'Report a deployment of this version.',
    };
  }
  const value = Math.max(0, now - Date.parse(firstSeenAt));
  const observed = { ...base, value, source: 'deployments', at: firstSeenAt };
  return value <= threshold
    ? {
        ...observed,
        freshUntil: toIso(Date.parse(firstSeenAt) + threshold),
        verdict: 'passed',
        ...NOTHING,
      }
    : {
        ...observed,
        verdict: 'failed',
        cure: { kind: 'new-version' },
        toPass: `Build a newer version; this one is ${lengthInWords(
          value,
        )} old.`,
      };
}
