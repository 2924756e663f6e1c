import { ConflictError, NotAllowedError } from '@backstage/errors';
import {
  Override,
  overrideApprovePermission,
  OverrideInput,
  overrideRequestPermission,
  Page,
  windowReadPermission,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { created, PageRequest, touched, transact } from '../../database';
import { CallContext } from '../../http/types';
import { Named, ReadService } from '../../resources';
import { OverrideFilter, StoredOverride } from '../store';
import { CalendarDependencies } from './dependencies';
import { OverrideRequests } from './OverrideRequests';
import { presentOverride, statusAt } from './overrideStatus';
import { timelineOverride } from './timelineSources';

interface DecisionRequest extends Named {
  reason?: string;
}

type Verb = 'request' | 'approve' | 'reject' | 'revoke';

/** Reasoned, approved, expiring exceptions to a freeze. */
export class OverrideService extends ReadService<
  StoredOverride,
  Override,
  OverrideFilter
> {
  readonly #options: CalendarDependencies;
  readonly #requests: OverrideRequests;

  constructor(options: CalendarDependencies & { requests: OverrideRequests }) {
    super({
      ...options,
      store: options.overrides,
      noun: 'override',
      read: windowReadPermission,
    });
    this.#options = options;
    this.#requests = options.requests;
  }

  /** By the clock of the service. */
  async list(
    query: Omit<OverrideFilter, 'now'> & PageRequest,
    context: CallContext,
  ): Promise<Page<Override>> {
    return super.list({ ...query, now: this.#options.now() }, context);
  }

  async request(input: OverrideInput, context: CallContext): Promise<Override> {
    const { authorizer, knex, overrides, now } = this.#options;
    await authorizer.require(overrideRequestPermission, context);
    const { window, scope } = await this.#requests.check(input, context);
    const override: StoredOverride = {
      ...input,
      scope,
      windowTitle: window.title,
      windowOwner: window.owner,
      status: 'requested',
      requestedBy: context.actor,
      useCount: 0,
      ...created(context.actor, now()),
    };
    await transact(knex, async tx => {
      await overrides.insert(tx, override);
      await this.#audit(
        tx,
        { verb: 'request', after: override, reason: input.reason },
        context,
      );
    });
    return this.present(override, context);
  }

  /** Throws `NotAllowedError` for the requester, `ConflictError` for a second decision. */
  async approve(
    request: DecisionRequest,
    context: CallContext,
  ): Promise<Override> {
    const before = await this.#decidable(request, context);
    if (isSame(before.requestedBy, context.actor))
      throw new NotAllowedError(
        'Whoever requested an override may not approve it; somebody else must',
      );
    await this.#requireOpen(before, request, context);
    return this.#write(
      {
        verb: 'approve',
        request,
        before,
        after: this.#decided(before, request, 'approved', context),
      },
      context,
    );
  }

  async reject(
    request: DecisionRequest,
    context: CallContext,
  ): Promise<Override> {
    const before = await this.#decidable(request, context);
    await this.#requireOpen(before, request, context);
    return this.#write(
      {
        verb: 'reject',
        request,
        before,
        after: this.#decided(before, request, 'rejected', context),
      },
      context,
    );
  }

  /** By who may approve, or by the requester, who then takes back what they asked for. */
  async revoke(
    request: DecisionRequest,
    context: CallContext,
  ): Promise<Override> {
    const { now } = this.#options;
    const before = await this.guard.readable(request.id, context);
    if (!isSame(before.requestedBy, context.actor))
      await this.guard.changeable(
        request.id,
        overrideApprovePermission,
        context,
      );
    await this.requireRevision(before, request, context);
    const status = statusAt(before, now());
    if (status !== 'requested' && status !== 'approved')
      throw new ConflictError(`This override is ${status} already`);
    const after: StoredOverride = {
      ...before,
      ...touched(before, context.actor, now()),
      status: 'revoked',
      revokedBy: context.actor,
      revokedAt: new Date(now()).toISOString(),
    };
    return this.#write({ verb: 'revoke', request, before, after }, context);
  }

  #decidable(
    request: DecisionRequest,
    context: CallContext,
  ): Promise<StoredOverride> {
    return this.guard.changeable(
      request.id,
      overrideApprovePermission,
      context,
    );
  }

  async #requireOpen(
    before: StoredOverride,
    request: DecisionRequest,
    context: CallContext,
  ): Promise<void> {
    const status = statusAt(before, this.#options.now());
    if (status === 'expired')
      throw new ConflictError(
        `This override expired at ${before.expiresAt}; it must be requested anew`,
      );
    await this.requireRevision(before, request, context);
    if (status !== 'requested')
      throw new ConflictError(
        `This override is ${status} already${
          before.decidedBy ? `, by ${before.decidedBy}` : ''
        }`,
      );
  }

  #decided(
    before: StoredOverride,
    request: DecisionRequest,
    status: 'approved' | 'rejected',
    context: CallContext,
  ): StoredOverride {
    const at = this.#options.now();
    return {
      ...before,
      ...touched(before, context.actor, at),
      status,
      decidedBy: context.actor,
      decidedAt: new Date(at).toISOString(),
      ...(request.reason && { decisionReason: request.reason }),
    };
  }

  async #write(
    change: {
      verb: Verb;
      request: DecisionRequest;
      before: StoredOverride;
      after: StoredOverride;
    },
    context: CallContext,
  ): Promise<Override> {
    const { overrides, timeline } = this.#options;
    const { verb, request, before, after } = change;
    const { id, revision, reason } = request;
    await this.writeAt(request, context, async tx => {
      if (!(await overrides.update(tx, after, revision))) return false;
      if (after.status === 'approved')
        await timeline.setOverride(tx, timelineOverride(after));
      else if (before.status === 'approved')
        await timeline.removeOverride(tx, id);
      await this.#audit(tx, { verb, before, after, reason }, context);
      return true;
    });
    return this.present(after, context);
  }

  async #audit(
    tx: Knex.Transaction,
    change: {
      verb: Verb;
      before?: StoredOverride;
      after: StoredOverride;
      reason?: string;
    },
    context: CallContext,
  ): Promise<void> {
    const { verb, before, after, reason } = change;
    await this.#options.auditLog.append(tx, {
      actor: context.actor,
      action: `override.${verb}`,
      objectRef: `override:${after.id}`,
      entityRefs: [
        ...(after.scope.entityRefs ?? []),
        ...(after.scope.environmentRefs ?? []),
      ],
      before,
      after,
      ...(reason && { reason }),
    });
  }

  protected async presentAll(
    overrides: StoredOverride[],
    context: CallContext,
  ): Promise<Override[]> {
    const { checks, now } = this.#options;
    const visible = await checks.visible(
      overrides.flatMap(({ scope }) => [
        ...(scope.entityRefs ?? []),
        ...(scope.environmentRefs ?? []),
      ]),
      context,
    );
    return overrides.map(override => presentOverride(override, visible, now()));
  }
}

function isSame(a: string, b: string): boolean {
  return a.toLowerCase() === b.toLowerCase();
}
