import {
  Criterion,
  PromotionCriteria,
  promotionCriteriaSchema,
} from './criteria';
import { criteriaByKey, mapCriteria } from './criteriaByKey';
import { evaluatePromotion } from './evaluatePromotion';
import type { PromotionFacts } from './facts';
import { refuse, Refusal } from '../refusal';
import type { PromotionVerdict } from './schema';

/**
 * Another threshold for a criterion: a fact's value, a rate, a number of
 * approvals, or a duration such as `4h`.
 *
 * @public
 */
export interface ThresholdChange {
  key: string;
  value: number | string | boolean | (number | string | boolean)[];
}

/** A version and what was known of it when it asked. @public */
export interface PastVersion {
  version: string;
  /** When it was promoted, or asked last. */
  at: string;
  facts: PromotionFacts;
}

/** @public */
export interface WhatIfVersion {
  version: string;
  at: string;
  before: PromotionVerdict;
  after: PromotionVerdict;
  change: 'now-passes' | 'no-longer-passes' | 'passes' | 'does-not-pass';
}

/** @public */
export interface WhatIfAnswer {
  ok: true;
  criteria: PromotionCriteria;
  versions: WhatIfVersion[];
  counts: Record<WhatIfVersion['change'], number>;
}

function withThreshold(
  criterion: Criterion,
  value: ThresholdChange['value'],
): unknown {
  const [key] = [
    'fact',
    'soak',
    'successRate',
    'approvals',
    'notOlderThan',
  ].filter(name => name in criterion);
  return { ...criterion, [key === 'fact' ? 'value' : key]: value };
}

function changeOf(before: PromotionVerdict, after: PromotionVerdict) {
  if (before === 'passed') {
    return after === 'passed' ? 'passes' : 'no-longer-passes';
  }
  return after === 'passed' ? 'now-passes' : 'does-not-pass';
}

/**
 * Asks the question again with other thresholds, of each version at the instant
 * at which it asked: which would now pass, and which that passed would not have.
 *
 * @public
 */
export function whatIf(options: {
  criteria: PromotionCriteria;
  changes: readonly ThresholdChange[];
  versions: readonly PastVersion[];
}): WhatIfAnswer | Refusal<'unknown-criterion' | 'threshold'> {
  const { criteria, changes, versions } = options;
  const known = criteriaByKey(criteria);
  const values = new Map(changes.map(({ key, value }) => [key, value]));
  const unknown = [...values.keys()].find(key => !known.has(key));
  if (unknown !== undefined) {
    return refuse(
      'unknown-criterion',
      `expected one of ${[...known.keys()].join(', ')}, got "${unknown}"`,
    );
  }
  const changed = promotionCriteriaSchema.safeParse(
    mapCriteria(criteria, (criterion, key) => {
      const value = values.get(key);
      // Checked right below, like any tree that is saved.
      return value === undefined
        ? criterion
        : (withThreshold(criterion, value) as Criterion);
    }),
  );
  if (!changed.success) {
    const [{ path, message }] = changed.error.issues;
    return refuse('threshold', `${path.join('.')}: ${message}`);
  }
  const counts: WhatIfAnswer['counts'] = {
    'now-passes': 0,
    'no-longer-passes': 0,
    passes: 0,
    'does-not-pass': 0,
  };
  const answers = versions.map(({ version, at, facts }): WhatIfVersion => {
    const now = Date.parse(at);
    const before = evaluatePromotion(criteria, facts, now).verdict;
    const after = evaluatePromotion(changed.data, facts, now).verdict;
    const change = changeOf(before, after);
    counts[change] += 1;
    return { version, at, before, after, change };
  });
  return { ok: true, criteria: changed.data, versions: answers, counts };
}
