import { Claim } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { entityLink, entityName, Notice, Notifier } from '../notices';
import { ClaimChange } from './ClaimWriter';

type Told = Pick<Notice, 'title'> &
  Pick<Partial<Notice>, 'description' | 'recipients' | 'ownersOf' | 'severity'>;

/** Who is told what of a claim. The texts name the environment and no group. */
export class ClaimNotices {
  readonly #notifier: Notifier;
  readonly #administrators: readonly string[];

  constructor(options: {
    notifier: Notifier;
    administrators: readonly string[];
  }) {
    this.#notifier = options.notifier;
    this.#administrators = options.administrators;
  }

  async tell(
    tx: Knex.Transaction,
    change: ClaimChange,
    actor: string,
  ): Promise<void> {
    const { after } = change;
    const told = this.#told(change);
    if (!told) return;
    await this.#notifier.notify(tx, {
      key: `claim:${after.id}:${after.revision}`,
      scope: `claim:${after.id}`,
      topic: 'environment-claim',
      link: entityLink(after.environmentRef),
      exclude: actor,
      ...told,
    });
  }

  #told({ verb, after, before, reason }: ClaimChange): Told | undefined {
    const name = entityName(after.environmentRef);
    const because = reason && { description: `“${reason}”` };
    switch (verb) {
      case 'create':
        return this.#created(after, name);
      case 'accept':
      case 'confirm':
        return {
          title: `${name} is yours`,
          description: 'The claim is confirmed; your group answers for it.',
          recipients: parties(after),
        };
      case 'decline':
      case 'reject':
        return {
          title: `The claim of ${name} was ${after.status}`,
          ...because,
          recipients: parties(after),
        };
      case 'offer-handover':
        return {
          title: `${name} is offered to your group`,
          description: 'Accept it to answer for it from then on, or decline.',
          recipients: after.offeredTo ? [after.offeredTo] : [],
        };
      case 'accept-handover':
      case 'decline-handover':
        return {
          title: `The handover of ${name} was ${
            verb === 'accept-handover' ? 'accepted' : 'declined'
          }`,
          recipients: [after.group, before?.offeredBy].filter(
            ref => ref !== undefined,
          ),
        };
      case 'lapse':
        return {
          title: `${name} has no owner any more`,
          description: `${after.statusReason}. Any group may claim it.`,
          recipients: [...parties(after), ...this.#administrators],
          severity: 'high',
        };
      default:
        return undefined;
    }
  }

  #created(claim: Claim, name: string): Told | undefined {
    switch (claim.status) {
      case 'asked':
        return {
          title: `Your group is asked to own ${name}`,
          description: claim.reason && `“${claim.reason}”`,
          recipients: [claim.group],
        };
      case 'requested':
        return {
          title: `A claim of ${name} waits to be confirmed`,
          description: claim.reason && `“${claim.reason}”`,
          recipients: [...this.#administrators],
          ownersOf: [claim.environmentRef],
        };
      default:
        return undefined;
    }
  }
}

function parties({ requestedBy, group, steward }: Claim): string[] {
  return [requestedBy, group, ...(steward ? [steward] : [])];
}
