import type { Text } from '../../translation';
import {
  Clock,
  environmentName,
  formatMoney,
  longMoment,
  plainDay,
  shortDay,
  spanOf,
  Status,
} from '../shared';
import { inZone, isSameDay } from '../../shared/time';
import { Need } from './needs';

interface Context {
  t: Text;
  clock: Clock;
  nameOf(ref: string): string;
}

/** `today at 11:40`, or the day and the time. */
function endOfOffer(instant: string, clock: Clock, t: Text): string {
  const time = inZone(instant, clock.timeZone);
  return isSameDay(time, inZone(clock.now, clock.timeZone))
    ? t('environments.needs.todayAt', { time: time.toFormat('HH:mm') })
    : longMoment(instant, clock);
}

/** What a need says: its sign, its headline and two lines below. */
export function needWords(
  need: Need,
  context: Context,
): { status: Status; title: string; text: string } {
  const { t, clock, nameOf } = context;
  switch (need.kind) {
    case 'offer': {
      const { environments, offer } = need.entry;
      return {
        status: 'offered',
        title: t('environments.needs.offer'),
        text: t('environments.needs.offerText', {
          name: environments.map(nameOf).join(', '),
          span: spanOf(offer!, clock),
          end: endOfOffer(offer!.expiresAt, clock, t),
        }),
      };
    }
    case 'approve':
      return {
        status: 'ask',
        title: t('environments.needs.approve'),
        text: t('environments.needs.approveText', {
          group: nameOf(need.booking.onBehalfOf),
          name: nameOf(need.environmentRef),
          span: spanOf(need.booking, clock),
          purpose: need.booking.purpose,
        }),
      };
    case 'attest': {
      const name = nameOf(need.claim.environmentRef);
      return {
        status: 'attest',
        title: t('environments.needs.attest', { name }),
        text: t('environments.needs.attestText', {
          group: nameOf(need.claim.group),
          day: shortDay(need.dueAt, clock),
        }),
      };
    }
    case 'accept':
      return {
        status: 'claim',
        title: t('environments.needs.accept', {
          name: nameOf(need.claim.environmentRef),
        }),
        text: t('environments.needs.acceptText', {
          user: nameOf(need.claim.requestedBy),
          group: nameOf(need.claim.group),
        }),
      };
    case 'handover':
      return {
        status: 'claim',
        title: t('environments.needs.accept', {
          name: nameOf(need.claim.environmentRef),
        }),
        text: t('environments.needs.handoverText', {
          from: nameOf(need.claim.group),
          group: nameOf(need.claim.offeredTo!),
        }),
      };
    default: {
      const { idle, environment, owner } = need.row;
      let text: string = t('environments.needs.unownedText');
      if (idle.idle && idle.days !== undefined)
        text = t('environments.needs.unownedIdle', {
          count: idle.days,
          since:
            idle.lastDeploymentAt && idle.cost
              ? t('environments.needs.costSince', {
                  cost: formatMoney(idle.cost),
                  day: plainDay(idle.lastDeploymentAt, clock),
                })
              : '',
        });
      else if (owner.orphanedAt)
        text = t('environments.needs.orphanedText', {
          day: plainDay(owner.orphanedAt, clock),
        });
      return {
        status: 'unclaimed',
        title: t('environments.needs.unowned', {
          name: environmentName(environment),
        }),
        text,
      };
    }
  }
}
