import { InputError } from '@backstage/errors';
import {
  EndpointOutput,
  evaluatePromotion,
  PromotionAnswer,
  PromotionPolicy,
  ReleasesContract,
  ThresholdChange,
  whatIf,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { CatalogView } from '../../catalog/CatalogView';
import { Clock } from '../../database';
import { CallContext } from '../../http/types';
import { EnvironmentChecks } from '../service';
import { DeploymentHistory, ReadableEnvironments } from '../versions';
import { requireKnownEntities } from '../versions/reports';
import { groupsOf } from './criteriaGroups';
import { Evidence } from './Evidence';
import { Edge, PolicyStore } from './PolicyStore';

export interface PromotionDependencies {
  knex: Knex;
  catalogView: CatalogView;
  checks: EnvironmentChecks;
  clock: Clock;
  environments: ReadableEnvironments;
  evidence: Evidence;
  history: DeploymentHistory;
  policies: PolicyStore;
}

export interface PromotionQuestion extends Edge {
  entityRef: string;
  /** What runs where it comes from unless told. */
  version?: string;
}

/** May this version go on, and what does it take? Asking changes nothing. */
export class PromotionService {
  readonly #options: PromotionDependencies;

  constructor(options: PromotionDependencies) {
    this.#options = options;
  }

  async evaluate(
    question: PromotionQuestion,
    context: CallContext,
  ): Promise<EndpointOutput<ReleasesContract['evaluatePromotion']>> {
    const { knex, clock, policies, evidence } = this.#options;
    const { entityRef, from } = question;
    await this.#requireReadable(question, context);
    const version = question.version ?? (await this.#running(question));
    const policy = await policies.ofEdge(question);
    const now = await clock(knex);
    if (!policy) return { version, answer: nothingAsked(now) };
    const { criteria } = policy;
    const facts = await evidence.of({
      entityRef,
      from,
      version,
      criteria,
      at: now,
    });
    return {
      version,
      policyId: policy.id,
      answer: await this.#shown(
        evaluatePromotion(criteria, facts, now),
        policy,
        context,
      ),
    };
  }

  /** Each of the last versions at the instant at which it went on, or could have last. */
  async whatIf(
    question: PromotionQuestion & {
      changes: ThresholdChange[];
      versions: number;
    },
    context: CallContext,
  ): Promise<EndpointOutput<ReleasesContract['askWhatIf']>> {
    const { knex, clock, policies, evidence, history } = this.#options;
    const { entityRef, from, to, changes } = question;
    await this.#requireReadable(question, context);
    const policy = await policies.ofEdge(question);
    if (!policy)
      throw new InputError(
        `to: expected an edge with a policy, nothing says what it takes from ${from} to ${to}`,
      );
    const { criteria } = policy;
    const now = await clock(knex);
    const versions = [];
    for (const visit of await history.visits(
      { componentRef: entityRef, from, to },
      question.versions,
    )) {
      const { version } = visit;
      // What took its place had not come yet.
      const at = visit.until === undefined ? now : visit.until - 1;
      const facts = await evidence.of({
        entityRef,
        from,
        version,
        criteria,
        at,
      });
      versions.push({ version, at: new Date(at).toISOString(), facts });
    }
    const answer = whatIf({ criteria, changes, versions });
    if (!answer.ok) throw new InputError(`changes: ${answer.reason}`);
    return { versions: answer.versions };
  }

  /** Throws `InputError`: what may not be read is spoken of as unknown. */
  async #requireReadable(
    { entityRef, from, to }: PromotionQuestion,
    context: CallContext,
  ): Promise<void> {
    const { catalogView, environments } = this.#options;
    const readable = await environments.of(context, [from, to]);
    if (from === to)
      throw new InputError('to: expected another environment than from');
    for (const [field, ref] of Object.entries({ from, to }))
      if (!readable.has(ref))
        throw new InputError(`${field}: unknown environment ${ref}`);
    await requireKnownEntities(
      catalogView,
      [{ field: 'entityRef', ref: entityRef }],
      context,
    );
  }

  async #running({ entityRef, from }: PromotionQuestion): Promise<string> {
    const version = await this.#options.history.running({
      componentRef: entityRef,
      environmentRef: from,
    });
    if (version === undefined)
      throw new InputError(
        `version: expected one, because nothing is known to run in ${from}`,
      );
    return version;
  }

  /** Groups stand in the words of criteria: without those that the reader may not see. */
  async #shown(
    answer: PromotionAnswer,
    { criteria }: PromotionPolicy,
    context: CallContext,
  ): Promise<PromotionAnswer> {
    const groups = groupsOf(criteria);
    const visible = await this.#options.checks.visible(groups, context);
    const hidden = groups.filter(ref => !visible.has(ref));
    if (hidden.length === 0) return answer;
    const hide = (text: string) =>
      hidden.reduce(
        (shown, ref) => shown.replaceAll(ref, 'a group that you may not see'),
        text,
      );
    return {
      ...answer,
      criteria: answer.criteria.map(one => ({
        ...one,
        title: hide(one.title),
        toPass: hide(one.toPass),
      })),
    };
  }
}

/** Nobody has said what it takes, so nothing stands in its way. */
function nothingAsked(now: number): PromotionAnswer {
  return {
    verdict: 'passed',
    at: new Date(now).toISOString(),
    passing: 0,
    total: 0,
    criteria: [],
    tree: { is: 'all', verdict: 'passed', children: [] },
  };
}
