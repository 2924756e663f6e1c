import {
  bookingApprovePermission,
  bookingCreatePermission,
  bookingReadPermission,
  claimCreatePermission,
  claimReadPermission,
  environmentManagePermission,
  EnvironmentRow,
  Finding,
  idleProof,
  IdleProof,
  leaseBreakPermission,
} from '@release-desk/plugin-releases-common';
import { CallContext } from '../../http/types';
import { Access } from '../../permissions';
import { meetsAccess } from '../../permissions/criteria';
import { ClaimStore, environmentAccess, OwnedEnvironment } from '../claims';
import { namesIn } from '../claims/presentClaims';
import { EnvironmentsDependencies } from '../service';
import { presentBookings } from '../service/presentBookings';
import { BoardState, BoardStates } from './BoardStates';
import { KnownEnvironment } from './Directory';
import {
  leaseOf,
  OccupancyReader,
  ReadLease,
  ReadOccupancy,
} from './OccupancyReader';
import { presentRow } from './presentRow';
import { KnownUse } from './UseStore';

/** An environment that the caller may read, with who owns it. */
export interface OwnedKnown {
  known: KnownEnvironment;
  owned: OwnedEnvironment;
}

export interface FindingsOf {
  of(
    environments: readonly KnownEnvironment[],
    context: CallContext,
  ): Promise<Map<string, Finding[]>>;
}

export type RowGround = Pick<
  EnvironmentsDependencies,
  'authorizer' | 'bookings' | 'checks' | 'policies'
> & {
  claims: ClaimStore;
  findings: FindingsOf;
  occupancy: OccupancyReader;
  states: BoardStates;
  idleDays: number;
};

/** Rows of the board, as a caller may see them; a fixed number of queries for a page. */
export class RowReader {
  readonly #ground: RowGround;

  constructor(ground: RowGround) {
    this.#ground = ground;
  }

  async rows(
    items: readonly OwnedKnown[],
    context: CallContext,
    /** Of {@link BoardStates}, as it was before the items were read. */
    version: number,
  ): Promise<EnvironmentRow[]> {
    const { occupancy, states, findings } = this.#ground;
    const refs = items.map(({ known }) => known.environment.ref);
    const [state, leases, found, may, claims] = await Promise.all([
      states.of(refs, version),
      // Not kept: a renewal is in no audit log.
      occupancy.lastLeases(refs),
      findings.of(
        items.map(({ known }) => known),
        context,
      ),
      this.#rights(context),
      this.#claims(items, context),
    ]);
    const bookings = await this.#bookings(state, context);
    const visible = await this.#names(items, context);
    return items.map(({ known, owned }) => {
      const { ref } = known.environment;
      const here = {
        ...state.held.get(ref)!,
        ...leaseOf(leases.get(ref), state.now),
      };
      const use = state.uses.get(ref)!;
      const lastDeploymentAt = state.lastDeployments.get(ref);
      return presentRow({
        known,
        owned,
        visible,
        bookings,
        context,
        occupancy: here,
        findings: found.get(ref) ?? [],
        idle: this.#idle({
          known,
          here,
          use,
          lastDeploymentAt,
          now: state.now,
        }),
        use,
        claim: owned.claim && claims.has(owned.claim.id),
        may: may(owned),
      });
    });
  }

  #idle(question: {
    known: KnownEnvironment;
    here: ReadOccupancy & ReadLease;
    use: KnownUse;
    lastDeploymentAt?: string;
    now: number;
  }): IdleProof {
    const { known, here, use, lastDeploymentAt, now } = question;
    return {
      ...idleProof({
        now,
        idleDays: this.#ground.idleDays,
        lastDeploymentAt,
        lastBookingEndedAt: use.lastBookingEndedAt,
        lastLeaseEndedAt: here.lastLeaseEndedAt,
        inUse: here.now.length > 0 || here.lease !== undefined,
        isBooked: here.isBooked,
        keepUntil: use.keep?.until,
        knownSince: use.knownSince,
        costPerDay: known.environment.costPerDay,
      }),
      ...(use.keep &&
        now < Date.parse(use.keep.until) && {
          kept: { until: use.keep.until, reason: use.keep.reason },
        }),
      ...(use.expired && { expired: use.expired }),
    };
  }

  async #rights(
    context: CallContext,
  ): Promise<(owned: OwnedEnvironment) => EnvironmentRow['may']> {
    const { authorizer } = this.#ground;
    const [book, claim, [approve, manage, breakLease]] = await Promise.all([
      authorizer.may(bookingCreatePermission, context),
      authorizer.may(claimCreatePermission, context),
      authorizer.conditionsForAll(
        [
          bookingApprovePermission,
          environmentManagePermission,
          leaseBreakPermission,
        ],
        context,
      ),
    ]);
    return owned => {
      const resource = environmentAccess(owned);
      const mayOn = (access: Access) => meetsAccess(access, resource);
      return {
        book,
        claim: claim && owned.claim === undefined,
        approve: mayOn(approve),
        manage: mayOn(manage),
        breakLease: mayOn(breakLease),
      };
    };
  }

  /** Ids of those that the caller may read. */
  async #claims(
    items: readonly OwnedKnown[],
    context: CallContext,
  ): Promise<Set<string>> {
    const { authorizer, claims } = this.#ground;
    const ids = items.flatMap(({ owned }) => owned.claim?.id ?? []);
    const access = await authorizer.conditionsFor(claimReadPermission, context);
    return claims.covered(ids, access);
  }

  async #bookings(state: BoardState, context: CallContext) {
    const { authorizer, bookings } = this.#ground;
    const all = new Map(
      [...state.held.values()]
        .flatMap(({ now, next }) => (next ? [...now, next] : now))
        .map(booking => [booking.id, booking]),
    );
    const access = await authorizer.conditionsFor(
      bookingReadPermission,
      context,
    );
    const readable = await bookings.covered([...all.keys()], access);
    const shown = await presentBookings(
      {
        ...this.#ground,
        bookings: {
          besides: async () => state.besides,
          covered: (ids, to) => bookings.covered(ids, to),
          getAll: async ids => ids.flatMap(id => state.others.get(id) ?? []),
        },
      },
      [...readable].map(id => all.get(id)!),
      { context, access },
    );
    return new Map(shown.map(booking => [booking.id, booking]));
  }

  #names(
    items: readonly OwnedKnown[],
    context: CallContext,
  ): Promise<Set<string>> {
    return this.#ground.checks.visible(
      items.flatMap(({ known: { environment }, owned: { owner, claim } }) =>
        [
          ...namesIn(claim ? [claim] : []),
          owner.owner,
          owner.catalogOwner,
          owner.claimOwner,
          environment.catalogOwner,
          environment.system,
          environment.nextEnvironment,
        ].filter(ref => ref !== undefined),
      ),
      context,
    );
  }
}
