import type {
  EnvironmentRow,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { attestationOf } from '@release-desk/plugin-releases-common';
import type { Text } from '../../translation';
import { Clock, plainDay, shortDay, shortMoment } from '../shared';
import { freezeHolds } from './miniLane';

interface Context {
  t: Text;
  clock: Clock;
  nameOf(ref: string): string;
}

/** Below the name: tier, then class and place. */
export function placeWords(row: EnvironmentRow, t: Text): string[] {
  const { tier, lifecycle, region, zone } = row.environment;
  const place = [
    lifecycle && t(`environments.class.${lifecycle}`),
    region && (zone ? `${region}/${zone}` : region),
  ].filter(Boolean);
  return [
    tier ? t(`environments.tier.${tier}`) : t('environments.tier.unknown'),
    ...(place.length ? [place.join(', ')] : []),
  ];
}

/** Until when the owner has to say again that they own it, once that is near. */
export function attestBy(
  row: EnvironmentRow,
  { t, clock }: Context,
): { text: string; isPressing: boolean } | undefined {
  const attestation = row.claim && attestationOf(row.claim, clock.now);
  if (!attestation || attestation.state === 'attested') return undefined;
  return {
    text: t('environments.board.attestBy', {
      day: shortDay(attestation.dueAt, clock),
    }),
    isPressing: attestation.state !== 'soon',
  };
}

/** Below the owner: the steward, what the catalog says otherwise, who left it. */
export function ownerLines(row: EnvironmentRow, context: Context): string[] {
  const { t, clock, nameOf } = context;
  const { owner, claim } = row;
  if (!owner.owner) {
    if (!owner.orphanedAt) return [];
    const day = plainDay(owner.orphanedAt, clock);
    return [
      claim
        ? t('environments.board.left', { group: nameOf(claim.group), day })
        : t('environments.board.leftSince', { day }),
    ];
  }
  const lines: string[] = [];
  if (owner.state === 'differ' && owner.catalogOwner)
    lines.push(
      t('environments.board.catalogSays', {
        group: nameOf(owner.catalogOwner),
      }),
    );
  if (owner.state === 'catalog-only')
    lines.push(t('environments.board.notClaimed'));
  // Who is asked to attest knows who looks after it.
  if (claim?.steward && !attestBy(row, context))
    lines.push(
      t('environments.board.steward', { user: nameOf(claim.steward) }),
    );
  return lines;
}

/** The freeze that holds in an environment now, or the next of the week. */
export function freezeWords(
  row: EnvironmentRow,
  freezes: TimelineItem[],
  { t, clock }: Context,
): string | undefined {
  const freeze = freezes
    .filter(
      one =>
        freezeHolds(one, row.environment) && Date.parse(one.end) > clock.now,
    )
    .sort((one, other) => one.start.localeCompare(other.start))[0];
  if (!freeze) return undefined;
  return Date.parse(freeze.start) > clock.now
    ? t('environments.board.freezeFrom', {
        moment: shortMoment(freeze.start, clock),
      })
    : t('environments.board.freezeUntil', {
        moment: shortMoment(freeze.end, clock),
      });
}

export function usedPercent(row: EnvironmentRow): number {
  return Math.round((row.usedDays / 30) * 100);
}
