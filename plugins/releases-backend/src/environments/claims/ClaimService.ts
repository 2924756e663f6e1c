import { InputError } from '@backstage/errors';
import {
  Claim,
  claimConfirmPermission,
  claimCreatePermission,
  ClaimInput,
  ClaimPatch,
} from '@release-desk/plugin-releases-common';
import { transact } from '../../database';
import { CallContext } from '../../http/types';
import { Named } from '../../resources';
import { lockEnvironments } from '../store';
import { ClaimActs, ClaimRequest } from './ClaimActs';
import { ClaimDependencies } from './ClaimDependencies';
import { activated, madeClaim, patchedClaim, withoutOffer } from './claimSteps';
import { OpenClaims } from './OpenClaims';

/** Which group answers for which environment, so that no race makes it two. */
export class ClaimService extends ClaimActs {
  readonly #open: OpenClaims;

  constructor(options: ClaimDependencies) {
    super(options);
    this.#open = new OpenClaims(options);
  }

  /** Throws `InputError` naming the field, `ClaimedError` naming who was faster. */
  async create(input: ClaimInput, context: CallContext): Promise<Claim> {
    const { authorizer, checks, claimChecks, claimWriter } = this.options;
    const { knex, clock } = this.options;
    const { environmentRef, group, steward, ask } = input;
    await authorizer.require(claimCreatePermission, context);
    await checks.environments(
      [{ field: 'environmentRef', ref: environmentRef }],
      context,
    );
    if (ask) await claimChecks.group(group, context);
    else await claimChecks.ownGroup(group, context);
    await claimChecks.steward(steward, group, context);
    const isAgreed =
      ask && (await authorizer.may(claimConfirmPermission, context));
    const isAtOnce = !ask && (await this.#isAtOnce(environmentRef, group));
    const after = await this.refusing(context, () =>
      transact(knex, async tx => {
        await lockEnvironments(tx, [environmentRef]);
        const now = await clock(tx);
        await this.#open.requireFree(tx, input);
        const made = madeClaim(input, {
          actor: context.actor,
          now,
          ...(isAgreed && { confirmedBy: context.actor }),
        });
        const claim = isAtOnce ? activated(made, now, 'policy') : made;
        const { actor } = context;
        if (isAtOnce) await this.#open.take(tx, claim, { actor, now });
        await claimWriter.write(
          tx,
          { verb: 'create', after: claim, reason: claim.reason },
          actor,
        );
        return claim;
      }),
    );
    return this.present(after, context);
  }

  async update(
    request: Named & { patch: ClaimPatch },
    context: CallContext,
  ): Promise<Claim> {
    const { patch } = request;
    const before = await this.readable(request.id, context);
    await this.options.claimChecks.steward(
      patch.steward === before.steward ? undefined : patch.steward,
      before.group,
      context,
    );
    return this.amend('update', request, context, async (_tx, claim) =>
      patchedClaim(claim, patch),
    );
  }

  async accept(request: Named, context: CallContext): Promise<Claim> {
    const { confirmation } = this.options.claimsConfig;
    const { actor } = context;
    return this.act('accept', request, context, {
      step: async (tx, claim, now) => {
        // Who may confirm has agreed to it by asking.
        const confirmedBy =
          confirmation === 'none' ? 'policy' : claim.confirmedBy;
        if (!confirmedBy) return { ...claim, status: 'requested' };
        await this.#open.take(tx, claim, { actor, now });
        return activated(claim, now, confirmedBy);
      },
    });
  }

  async confirm(request: ClaimRequest, context: CallContext): Promise<Claim> {
    const { actor } = context;
    return this.act('confirm', request, context, {
      step: async (tx, claim, now) => {
        await this.#open.take(tx, claim, { actor, now });
        return activated(claim, now, actor);
      },
    });
  }

  async decline(request: ClaimRequest, context: CallContext): Promise<Claim> {
    return this.#end('decline', 'rejected', request, context);
  }

  async reject(request: ClaimRequest, context: CallContext): Promise<Claim> {
    return this.#end('reject', 'rejected', request, context);
  }

  /** Also by who asked a group that they are not of. */
  async withdraw(request: ClaimRequest, context: CallContext): Promise<Claim> {
    return this.#end('withdraw', 'withdrawn', request, context);
  }

  async giveUp(request: ClaimRequest, context: CallContext): Promise<Claim> {
    return this.act('give-up', request, context, {
      step: async (_, claim, now) => ({
        ...withoutOffer(claim),
        status: 'ended',
        endedAt: new Date(now).toISOString(),
        statusReason: request.reason,
      }),
    });
  }

  async attest(request: Named, context: CallContext): Promise<Claim> {
    return this.act('attest', request, context, {
      step: async (_, claim, now) => ({
        ...claim,
        attestedAt: new Date(now).toISOString(),
        attestedBy: context.actor,
      }),
    });
  }

  async fulfil(
    request: Named & { obligationId: string },
    context: CallContext,
  ): Promise<Claim> {
    const { obligationId } = request;
    return this.amend('fulfil', request, context, async (_, claim, now) => {
      if (!claim.obligations.some(({ id }) => id === obligationId))
        throw new InputError(
          `obligationId: unknown obligation '${obligationId}'`,
        );
      const done = {
        doneAt: new Date(now).toISOString(),
        doneBy: context.actor,
      };
      return {
        ...claim,
        obligations: claim.obligations.map(item =>
          item.id === obligationId ? { ...item, ...done } : item,
        ),
      };
    });
  }

  /** What another group owns by the catalog, is not taken from it unasked. */
  async #isAtOnce(environmentRef: string, group: string): Promise<boolean> {
    const { claimsConfig, owners } = this.options;
    if (claimsConfig.confirmation === 'required') return false;
    const owned = (await owners.of([environmentRef])).get(environmentRef);
    return !owned?.owner.owner || owned.owners.includes(group);
  }

  async #end(
    action: 'decline' | 'reject' | 'withdraw',
    status: 'rejected' | 'withdrawn',
    request: ClaimRequest,
    context: CallContext,
  ): Promise<Claim> {
    return this.act(action, request, context, {
      step: async (_, claim) => ({
        ...claim,
        status,
        ...(request.reason && { statusReason: request.reason }),
      }),
    });
  }
}
