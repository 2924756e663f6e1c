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
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import { StoredOverride } from '../store';
import { OverrideFilter } from '../store/OverrideStore';
import { created, touched } from './bookkeeping';
import { CalendarDependencies } from './dependencies';
import { guardedWrite, requireRevision } from './guardedWrite';
import { OverrideRequests } from './OverrideRequests';
import { presentOverride, statusAt } from './overrideStatus';
import { ResourceGuard } from './ResourceGuard';
import { timelineOverride } from './timelineSources';

interface DecisionRequest {
  id: string;
  revision: number;
  reason?: string;
}

type Verb = 'request' | 'approve' | 'reject' | 'revoke';

/** Reasoned, approved, expiring exceptions to a freeze. */
export class OverrideService {
  readonly #options: CalendarDependencies;
  readonly #requests: OverrideRequests;
  readonly guard: ResourceGuard<StoredOverride>;

  constructor(options: CalendarDependencies & { requests: OverrideRequests }) {
    this.#options = options;
    this.#requests = options.requests;
    this.guard = new ResourceGuard({
      authorizer: options.authorizer,
      store: options.overrides,
      noun: 'override',
      read: windowReadPermission,
    });
  }

  async list(
    query: OverrideFilter & { limit: number; cursor?: string },
    context: CallContext,
  ): Promise<Page<Override>> {
    const { limit, cursor, ...filter } = query;
    const access = await this.guard.listAccess(context);
    const { items, nextCursor, total } = await this.#options.overrides.list({
      filter,
      access,
      now: this.#options.now(),
      limit,
      cursor,
    });
    return {
      items: await this.#presentAll(items, context),
      pageInfo: { ...(nextCursor && { nextCursor }) },
      totalItems: total,
    };
  }

  async get(id: string, context: CallContext): Promise<Override> {
    return this.#present(await this.guard.readable(id, context), context);
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
    return this.#present(override, context);
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
    await this.#requireOpen(before, request.revision, context);
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
    await this.#requireOpen(before, request.revision, context);
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
    await requireRevision(before, request.revision, item =>
      this.#present(item, context),
    );
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
    revision: number,
    context: CallContext,
  ): Promise<void> {
    const status = statusAt(before, this.#options.now());
    if (status === 'expired')
      throw new ConflictError(
        `This override expired at ${before.expiresAt}; it must be requested anew`,
      );
    await requireRevision(before, revision, item =>
      this.#present(item, context),
    );
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
    const { knex, overrides, timeline } = this.#options;
    const { verb, request, before, after } = change;
    const { id, revision, reason } = request;
    await guardedWrite({
      knex,
      named: revision,
      write: async tx => {
        if (!(await overrides.update(tx, after, revision))) return false;
        if (after.status === 'approved')
          await timeline.setOverride(tx, timelineOverride(after));
        else if (before.status === 'approved')
          await timeline.removeOverride(tx, id);
        await this.#audit(tx, { verb, before, after, reason }, context);
        return true;
      },
      current: async () => {
        const current = await overrides.get(id);
        return current && this.#present(current, context);
      },
    });
    return this.#present(after, context);
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

  async #present(
    override: StoredOverride,
    context: CallContext,
  ): Promise<Override> {
    const [shown] = await this.#presentAll([override], context);
    return shown;
  }

  async #presentAll(
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
