import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  environmentManagePermission,
  Page,
  PromotionCriteria,
  PromotionPolicy,
  PromotionPolicyInput,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { AuditLog } from '../../audit/AuditLog';
import { CatalogView } from '../../catalog/CatalogView';
import { Clock, created, PageRequest, touched, transact } from '../../database';
import { CallContext } from '../../http/types';
import { Authorizer } from '../../permissions';
import { guardedWrite, Named, requireRevision, toPage } from '../../resources';
import { environmentAccess, EnvironmentOwners } from '../claims';
import { EnvironmentChecks } from '../service';
import { ReadableEnvironments } from '../versions';
import { groupsOf, hideGroups, restoreGroups } from './criteriaGroups';
import { PolicyStore } from './PolicyStore';

export interface PolicyDependencies {
  knex: Knex;
  auditLog: AuditLog;
  authorizer: Authorizer;
  catalogView: CatalogView;
  checks: EnvironmentChecks;
  clock: Clock;
  environments: ReadableEnvironments;
  owners: EnvironmentOwners;
  policies: PolicyStore;
}

/**
 * What it takes to get from one environment to another. Who owns the one that it
 * leads to says so; who may see both may read it.
 */
export class PolicyService {
  readonly #options: PolicyDependencies;

  constructor(options: PolicyDependencies) {
    this.#options = options;
  }

  async list(
    query: PageRequest & { from?: string[]; to?: string[] },
    context: CallContext,
  ): Promise<Page<PromotionPolicy>> {
    const { environments, policies } = this.#options;
    const readable = [...(await environments.of(context)).keys()];
    const among = (asked?: string[]) =>
      asked ? readable.filter(ref => asked.includes(ref)) : readable;
    const listed = await policies.list({
      ...query,
      from: among(query.from),
      to: among(query.to),
    });
    return toPage(listed, await this.#presentAll(listed.items, context));
  }

  async get(id: string, context: CallContext): Promise<PromotionPolicy> {
    return this.#present(await this.readable(id, context), context);
  }

  /** With all names in it. Throws `NotFoundError`. */
  async readable(id: string, context: CallContext): Promise<PromotionPolicy> {
    const { environments, policies } = this.#options;
    const found = await policies.get(id);
    const edge = found ? [found.from, found.to] : [];
    const readable = await environments.of(context, edge);
    if (!found || readable.size < edge.length)
      throw new NotFoundError(`Unknown promotion policy '${id}'`);
    return found;
  }

  /** Throws `ConflictError` when the edge has one. */
  async create(
    input: PromotionPolicyInput,
    context: CallContext,
  ): Promise<PromotionPolicy> {
    const { checks, knex, clock, policies } = this.#options;
    const { from, to } = input;
    await checks.environments(
      [
        { field: 'from', ref: from },
        { field: 'to', ref: to },
      ],
      context,
    );
    await this.#requireOwner(to, context);
    await this.#requireGroups(input.criteria, context);
    const policy = await transact(knex, async tx => {
      const after = { ...input, ...created(context.actor, await clock(tx)) };
      if (!(await policies.insertFirst(tx, after))) return undefined;
      await this.#audit(tx, { verb: 'create', after }, context);
      return after;
    });
    if (!policy)
      throw new ConflictError(
        `A policy says already what it takes from ${from} to ${to}: change that one`,
      );
    return this.#present(policy, context);
  }

  async update(
    request: Named & { criteria: PromotionCriteria },
    context: CallContext,
  ): Promise<PromotionPolicy> {
    const { checks, knex, clock, policies } = this.#options;
    const before = await this.#changeable(request, context);
    const visible = await checks.visible(groupsOf(before.criteria), context);
    const criteria = restoreGroups(request.criteria, before.criteria, visible);
    const kept = new Set(groupsOf(before.criteria));
    await this.#requireGroups(criteria, context, kept);
    let after = before;
    await guardedWrite({
      knex,
      store: policies,
      named: request,
      present: item => this.#present(item, context),
      write: async tx => {
        const now = await clock(tx);
        after = { ...before, criteria, ...touched(before, context.actor, now) };
        if (!(await policies.update(tx, after, request.revision))) return false;
        await this.#audit(tx, { verb: 'update', before, after }, context);
        return true;
      },
    });
    return this.#present(after, context);
  }

  async delete(request: Named, context: CallContext): Promise<void> {
    const { knex, policies } = this.#options;
    const before = await this.#changeable(request, context);
    await guardedWrite({
      knex,
      store: policies,
      named: request,
      present: item => this.#present(item, context),
      write: async tx => {
        if (!(await policies.delete(tx, request))) return false;
        await this.#audit(tx, { verb: 'delete', before }, context);
        return true;
      },
    });
  }

  async #changeable(
    named: Named,
    context: CallContext,
  ): Promise<PromotionPolicy> {
    const before = await this.readable(named.id, context);
    await this.#requireOwner(before.to, context);
    await requireRevision(before, named, item => this.#present(item, context));
    return before;
  }

  /** Throws `NotAllowedError`. */
  async #requireOwner(ref: string, context: CallContext): Promise<void> {
    const { authorizer, owners } = this.#options;
    const owned = await owners.of([ref]);
    await authorizer.requireOn(
      environmentManagePermission,
      context,
      environmentAccess(owned.get(ref)),
    );
  }

  /** Throws `InputError` for groups that are not there, unless they stand there already. */
  async #requireGroups(
    criteria: PromotionCriteria,
    context: CallContext,
    kept: Set<string> = new Set(),
  ): Promise<void> {
    const { checks, catalogView } = this.#options;
    const groups = groupsOf(criteria).filter(ref => !kept.has(ref));
    const facts = await catalogView.getFacts(groups);
    const visible = await checks.visible(groups, context);
    const unknown = groups.find(
      ref => !visible.has(ref) || facts.get(ref)?.kind !== 'group',
    );
    if (unknown !== undefined)
      throw new InputError(`criteria: unknown group ${unknown}`);
  }

  async #present(
    policy: PromotionPolicy,
    context: CallContext,
  ): Promise<PromotionPolicy> {
    const [shown] = await this.#presentAll([policy], context);
    return shown;
  }

  async #presentAll(
    items: PromotionPolicy[],
    context: CallContext,
  ): Promise<PromotionPolicy[]> {
    const visible = await this.#options.checks.visible(
      items.flatMap(({ criteria }) => groupsOf(criteria)),
      context,
    );
    return items.map(item => ({
      ...item,
      criteria: hideGroups(item.criteria, visible),
    }));
  }

  async #audit(
    tx: Knex.Transaction,
    change: {
      verb: 'create' | 'update' | 'delete';
      before?: PromotionPolicy;
      after?: PromotionPolicy;
    },
    context: CallContext,
  ): Promise<void> {
    const { verb, before, after } = change;
    const { id, from, to } = (after ?? before)!;
    await this.#options.auditLog.append(tx, {
      actor: context.actor,
      action: `promotion-policy.${verb}`,
      objectRef: `promotion-policy:${id}`,
      entityRefs: [from, to],
      before,
      after,
    });
  }
}
