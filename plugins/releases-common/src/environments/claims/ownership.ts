import type { Claim } from './schema';
import { ACCOUNTABLE_STATUSES } from './status';

/**
 * What catalog and claims say of who owns an environment. A difference is shown
 * to both; the claim is what counts, because its group has agreed to it.
 *
 * @public
 */
export interface OwnerComparison {
  state: 'agree' | 'differ' | 'catalog-only' | 'claim-only' | 'nobody';
  catalogOwner?: string;
  claimOwner?: string;
}

/**
 * Compares the catalog's `spec.owner` with the claim. A claim that is not active
 * names nobody.
 *
 * @public
 */
export function compareOwners(options: {
  catalogOwner?: string;
  claim?: Pick<Claim, 'group' | 'status'>;
}): OwnerComparison {
  const catalogOwner = options.catalogOwner?.toLocaleLowerCase('en-US');
  const { claim } = options;
  const claimOwner =
    claim && ACCOUNTABLE_STATUSES.includes(claim.status)
      ? claim.group.toLocaleLowerCase('en-US')
      : undefined;
  const owners = {
    ...(catalogOwner && { catalogOwner }),
    ...(claimOwner && { claimOwner }),
  };
  if (catalogOwner && claimOwner) {
    return {
      state: catalogOwner === claimOwner ? 'agree' : 'differ',
      ...owners,
    };
  }
  if (claimOwner) {
    return { state: 'claim-only', ...owners };
  }
  return { state: catalogOwner ? 'catalog-only' : 'nobody', ...owners };
}

/** A time in which a group answered for an environment, half-open. @public */
export interface Ownership {
  claimId: string;
  group: string;
  since: string;
  /** Absent: it still does. */
  until?: string;
}

/**
 * Who owned an environment when, by its claims; oldest first. Claims that never
 * became active are no part of it.
 *
 * @public
 */
export function ownershipHistory(
  claims: readonly Pick<Claim, 'id' | 'group' | 'activeSince' | 'endedAt'>[],
): Ownership[] {
  return claims
    .flatMap(({ id, group, activeSince, endedAt }) =>
      activeSince
        ? [
            {
              claimId: id,
              group,
              since: activeSince,
              ...(endedAt && { until: endedAt }),
            },
          ]
        : [],
    )
    .sort((one, other) => Date.parse(one.since) - Date.parse(other.since));
}

/**
 * Who owned it at an instant, or `undefined` when nobody did. At the instant of
 * a handover it is the receiver.
 *
 * @public
 */
export function ownerAt(
  history: readonly Ownership[],
  instant: string,
): Ownership | undefined {
  const time = Date.parse(instant);
  return history
    .filter(
      ({ since, until }) =>
        Date.parse(since) <= time &&
        (until === undefined || time < Date.parse(until)),
    )
    .reduce<Ownership | undefined>(
      (latest, one) =>
        latest && Date.parse(latest.since) > Date.parse(one.since)
          ? latest
          : one,
      undefined,
    );
}
