import { Claim } from '@release-desk/plugin-releases-common';
import { CallContext } from '../../http/types';
import { Named } from '../../resources';
import { ClaimActs, ClaimRequest } from './ClaimActs';
import { handedOver, withoutOffer } from './claimSteps';

/** From one group to another, which has to consent. */
export class HandoverService extends ClaimActs {
  async offerHandover(
    request: ClaimRequest & { group: string },
    context: CallContext,
  ): Promise<Claim> {
    const { group } = request;
    await this.readable(request.id, context);
    await this.options.claimChecks.group(group, context);
    return this.act('offer-handover', request, context, {
      to: group,
      step: async (_, claim) => ({
        ...claim,
        status: 'handover-offered',
        offeredTo: group,
        offeredBy: context.actor,
      }),
    });
  }

  async retractHandover(request: Named, context: CallContext): Promise<Claim> {
    return this.act('retract-handover', request, context, {
      step: async (_, claim) => ({ ...withoutOffer(claim), status: 'active' }),
    });
  }

  /** Accepted, it ends this claim, and a new one of the receiver begins with it. */
  async answerHandover(
    request: Named & { accept: boolean },
    context: CallContext,
  ): Promise<Claim> {
    if (!request.accept)
      return this.act('decline-handover', request, context, {
        step: async (_, claim) => ({
          ...withoutOffer(claim),
          status: 'active',
        }),
      });
    const { actor } = context;
    return this.act('accept-handover', request, context, {
      step: async (_, claim, now) => ({
        ...claim,
        status: 'ended',
        endedAt: new Date(now).toISOString(),
        statusReason: 'handed over',
      }),
      then: async (tx, before, now) => {
        const group = before.offeredTo!;
        const after = handedOver(before, { group, actor, now });
        const change = { verb: 'receive', after };
        await this.options.claimWriter.write(tx, change, actor);
      },
    });
  }
}
