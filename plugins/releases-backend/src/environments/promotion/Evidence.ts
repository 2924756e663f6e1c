import {
  criteriaByKey,
  Criterion,
  parseShortDuration,
  PromotionCriteria,
  PromotionFacts,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { DeploymentHistory } from '../versions';
import { groupsOf } from './criteriaGroups';
import { FactStore } from './FactStore';

export interface EvidenceQuestion {
  entityRef: string;
  from: string;
  version: string;
  criteria: PromotionCriteria;
  /** What was known then; epoch milliseconds. */
  at: number;
}

/** Gathers what criteria ask for, and no more. */
export class Evidence {
  readonly #options: {
    catalogView: CatalogView;
    facts: FactStore;
    history: DeploymentHistory;
  };

  constructor(options: {
    catalogView: CatalogView;
    facts: FactStore;
    history: DeploymentHistory;
  }) {
    this.#options = options;
  }

  /** What was known of a version at an instant. */
  async of(question: EvidenceQuestion): Promise<PromotionFacts> {
    const { facts, history } = this.#options;
    const { entityRef, from, version, criteria, at } = question;
    const asked = [...criteriaByKey(criteria).values()];
    const names = namesIn(asked);
    const place = { componentRef: entityRef, environmentRef: from };
    const known = await facts.latest({ entityRef, version, names, until: at });
    const missing = names.filter(
      name => !known.some(fact => fact.name === name),
    );
    const earlier = await facts.earlier({
      entityRef,
      version,
      names: missing,
      until: at,
    });
    return {
      facts: known,
      earlier,
      ...(asked.some(one => 'soak' in one) && {
        deployedAt: await history.runningSince(place, version, at),
      }),
      ...(asked.some(one => 'notOlderThan' in one) && {
        firstSeenAt: await history.firstSeen(entityRef, version, at),
      }),
      ...(asked.some(one => 'successRate' in one) && {
        runs: await history.runs(place, {
          from: at - longestOf(asked),
          to: at,
        }),
      }),
      ...(asked.some(one => 'approvals' in one) && {
        approvals: await this.#approvals(question),
      }),
    };
  }

  /** Who is in a group below one that is asked for is in that group. */
  async #approvals({
    entityRef,
    version,
    criteria,
    at,
  }: EvidenceQuestion): Promise<PromotionFacts['approvals']> {
    const { facts, catalogView } = this.#options;
    const approvals = await facts.approvals({ entityRef, version, until: at });
    if (approvals.length === 0) return approvals;
    const below = await Promise.all(
      groupsOf(criteria).map(
        async group =>
          [group, new Set(await catalogView.groupsBelow([group]))] as const,
      ),
    );
    return approvals.map(approval => ({
      ...approval,
      groups: below.flatMap(([group, all]) =>
        approval.groups.some(ref => all.has(ref)) ? group : [],
      ),
    }));
  }
}

function namesIn(criteria: readonly Criterion[]): string[] {
  return [
    ...new Set(
      criteria.flatMap(criterion =>
        'fact' in criterion ? criterion.fact : [],
      ),
    ),
  ];
}

function longestOf(criteria: readonly Criterion[]): number {
  return Math.max(
    ...criteria.map(criterion =>
      'successRate' in criterion
        ? parseShortDuration(criterion.within) ?? 0
        : 0,
    ),
  );
}
