import { NotFoundError } from '@backstage/errors';
import {
  ACCOUNTABLE_STATUSES,
  Claim,
  ClaimAction,
  claimReadPermission,
  claimTransition,
  Page,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { PageRequest, touched } from '../../database';
import { CallContext } from '../../http/types';
import { Named, ReadService, toPage } from '../../resources';
import { lockEnvironments } from '../store';
import { ClaimDependencies } from './ClaimDependencies';
import { claimRefusal, ClaimedError, InTheWay } from './claimRefusals';
import { ClaimFilter } from './ClaimStore';
import { OPEN_STATUSES } from './OpenClaims';
import { namesIn, shownClaim } from './presentClaims';

export interface ClaimRequest extends Named {
  reason?: string;
}

type Step = (tx: Knex.Transaction, claim: Claim, now: number) => Promise<Claim>;

interface Steps {
  step: Step;
  /** What else follows from it, once it is written. */
  then?: (tx: Knex.Transaction, before: Claim, now: number) => Promise<void>;
  /** Of a handover: the group that it is offered to. */
  to?: string;
}

/** Claims as a caller may see them, and how a step of one is taken. */
export abstract class ClaimActs extends ReadService<Claim, Claim, ClaimFilter> {
  protected readonly options: ClaimDependencies;

  constructor(options: ClaimDependencies) {
    super({
      ...options,
      store: options.claims,
      noun: 'claim',
      read: claimReadPermission,
    });
    this.options = options;
  }

  /** Without those of environments that the caller may not see. */
  async list(
    query: ClaimFilter & PageRequest,
    context: CallContext,
  ): Promise<Page<Claim>> {
    const access = await this.guard.listAccess(context);
    const listed = await this.options.claims.list(query, access);
    const visible = await this.options.checks.visible(
      listed.items.map(item => item.environmentRef),
      context,
    );
    const items = listed.items.filter(item => visible.has(item.environmentRef));
    return toPage(listed, await this.presentAll(items, context));
  }

  async get(id: string, context: CallContext): Promise<Claim> {
    return this.present(await this.readable(id, context), context);
  }

  /** Throws `NotFoundError`, also for that of an environment that is hidden. */
  async readable(id: string, context: CallContext): Promise<Claim> {
    const found = await this.guard.readable(id, context);
    const { environmentRef } = found;
    const visible = await this.options.checks.visible(
      [environmentRef],
      context,
    );
    if (!visible.has(environmentRef))
      throw new NotFoundError(`Unknown claim '${id}'`);
    return found;
  }

  protected async presentAll(
    items: Claim[],
    context: CallContext,
  ): Promise<Claim[]> {
    const visible = await this.options.checks.visible(namesIn(items), context);
    return items.map(item => shownClaim(item, visible));
  }

  protected async act(
    action: ClaimAction,
    request: ClaimRequest,
    context: CallContext,
    { step, then, to }: Steps,
  ): Promise<Claim> {
    const before = await this.readable(request.id, context);
    const roles = await this.options.roles.of(before, context);
    if (action === 'withdraw' && before.requestedBy === context.actor)
      roles.push('member');
    return this.#at(action, request, context, {
      step: async (tx, claim, now) => {
        const decided = claimTransition({
          claim,
          action,
          by: { ref: context.actor, roles },
          reason: request.reason,
          to,
        });
        if (!decided.ok) throw claimRefusal(decided);
        return step(tx, claim, now);
      },
      then,
    });
  }

  /** What leaves the status as it is, for members and administrators. */
  protected async amend(
    verb: string,
    request: ClaimRequest,
    context: CallContext,
    step: Step,
  ): Promise<Claim> {
    const before = await this.readable(request.id, context);
    const roles = await this.options.roles.of(before, context);
    if (!roles.includes('member') && !roles.includes('administrator'))
      throw claimRefusal({
        ok: false,
        code: 'role',
        reason: `to ${verb} it, expected member or administrator`,
      });
    return this.#at(verb, request, context, {
      step: async (tx, claim, now) => {
        const isOver =
          !OPEN_STATUSES.includes(claim.status) &&
          !ACCOUNTABLE_STATUSES.includes(claim.status);
        if (isOver)
          throw claimRefusal({
            ok: false,
            code: 'status',
            reason: `it is ${claim.status}, and changes no more`,
          });
        return step(tx, claim, now);
      },
    });
  }

  /** Under the lock of its environment, at the named revision. */
  async #at(
    verb: string,
    request: ClaimRequest,
    context: CallContext,
    steps: Steps,
  ): Promise<Claim> {
    const { claims, claimWriter, clock } = this.options;
    const { actor } = context;
    const seen = await this.readable(request.id, context);
    await this.requireRevision(seen, request, context);
    let after: Claim | undefined;
    await this.refusing(context, () =>
      this.writeAt(request, context, async tx => {
        await lockEnvironments(tx, [seen.environmentRef]);
        const now = await clock(tx);
        const before = await claims.get(request.id, tx);
        if (before?.revision !== request.revision) return false;
        after = {
          ...(await steps.step(tx, before, now)),
          ...touched(before, actor, now),
        };
        const { reason } = request;
        const change = { verb, before, after, reason };
        if (!(await claimWriter.write(tx, change, actor))) return false;
        await steps.then?.(tx, before, now);
        return true;
      }),
    );
    return this.present(after!, context);
  }

  protected async refusing<T>(
    context: CallContext,
    write: () => Promise<T>,
  ): Promise<T> {
    try {
      return await write();
    } catch (error) {
      if (!(error instanceof InTheWay)) throw error;
      const { claim } = error;
      const access = await this.guard.listAccess(context);
      const covered = await this.options.claims.covered([claim.id], access);
      const visible = await this.options.checks.visible([claim.group], context);
      throw new ClaimedError(claim, {
        isReadable: covered.has(claim.id),
        isNamed: covered.has(claim.id) && visible.has(claim.group),
      });
    }
  }
}
