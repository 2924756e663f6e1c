import {
  bookingApprovePermission,
  BookingRole,
  bookingUpdatePermission,
  EntityFacts,
} from '@release-desk/plugin-releases-common';
import { CallContext } from '../../http/types';
import { ResourceGuard } from '../../resources';
import { environmentAccess } from '../claims';
import { StoredBooking } from '../store';
import { EnvironmentsDependencies } from './dependencies';

/** Who a caller is to a booking. */
export interface Standing {
  roles: BookingRole[];
  /** Environments that they may approve for. */
  owned: Set<string>;
  facts: Map<string, EntityFacts>;
}

type Ground = Pick<
  EnvironmentsDependencies,
  'authorizer' | 'checks' | 'owners'
>;

/**
 * For those who have booked, the catalog says who somebody is and the policy
 * what they may do as that. Who acts as an owner is for the policy to say, which
 * sees the owner of each environment.
 */
export class BookingRoles {
  readonly #options: Ground;
  readonly #guard: ResourceGuard<StoredBooking>;

  constructor(options: Ground & { guard: ResourceGuard<StoredBooking> }) {
    this.#options = options;
    this.#guard = options.guard;
  }

  /** Outside of any transaction: it may ask the catalog. */
  async of(booking: StoredBooking, context: CallContext): Promise<Standing> {
    const { authorizer, checks, owners } = this.#options;
    const environments = await owners.of(booking.environments);
    const roles: BookingRole[] = [];
    if (await this.#guard.may(booking.id, bookingUpdatePermission, context)) {
      if (booking.requestedBy === context.actor) roles.push('requester');
      if (await checks.isMember(booking.onBehalfOf, context))
        roles.push('member');
    }
    const owned = new Set<string>();
    for (const ref of booking.environments)
      if (
        await authorizer.mayOn(
          bookingApprovePermission,
          context,
          environmentAccess(environments.get(ref)),
        )
      )
        owned.add(ref);
    if (owned.size > 0) roles.push('owner');
    const facts = new Map(
      [...environments].flatMap(([ref, { facts: known }]) =>
        known ? [[ref, known]] : [],
      ),
    );
    return { roles, owned, facts };
  }
}

/** Whether it is theirs: they asked for it, or belong to the group that it is for. */
export function isHolder({ roles }: Standing): boolean {
  return roles.includes('requester') || roles.includes('member');
}
