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
import { EnvironmentsDependencies } from '../service';
import { presentBookings } from '../service/presentBookings';
import { LastActivity } from '../versions';
import { KnownEnvironment } from './Directory';
import { OccupancyReader, ReadOccupancy } from './OccupancyReader';
import { presentRow } from './presentRow';
import { KnownUse, UseStore } from './UseStore';

const DAY = 86_400_000;
/** Of so many days those count in which it was used. */
const USE_DAYS = 30;

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
  | 'authorizer'
  | 'bookings'
  | 'catalogView'
  | 'checks'
  | 'clock'
  | 'knex'
  | 'policies'
> & {
  claims: ClaimStore;
  lastActivity: LastActivity;
  findings: FindingsOf;
  occupancy: OccupancyReader;
  uses: UseStore;
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
  ): Promise<EnvironmentRow[]> {
    const { occupancy, findings, clock, knex } = this.#ground;
    const refs = items.map(({ known }) => known.environment.ref);
    const now = await clock(knex);
    const [held, proofs, found, may, claims] = await Promise.all([
      occupancy.of(refs, now),
      this.#uses(refs, now),
      findings.of(
        items.map(({ known }) => known),
        context,
      ),
      this.#rights(context),
      this.#claims(items, context),
    ]);
    const bookings = await this.#bookings([...held.values()], context);
    const visible = await this.#names(items, context);
    return items.map(({ known, owned }) => {
      const { ref } = known.environment;
      const here = held.get(ref)!;
      const { use, lastDeploymentAt } = proofs.get(ref)!;
      return presentRow({
        known,
        owned,
        visible,
        bookings,
        context,
        occupancy: here,
        findings: found.get(ref) ?? [],
        idle: this.#idle({ known, here, use, lastDeploymentAt, now }),
        use,
        claim: owned.claim && claims.has(owned.claim.id),
        may: may(owned),
      });
    });
  }

  async #uses(refs: readonly string[], now: number) {
    const { uses, lastActivity } = this.#ground;
    const today = Math.floor(now / DAY);
    const [known, last] = await Promise.all([
      uses.of(refs, today - USE_DAYS + 1),
      lastActivity.lastDeployments(refs),
    ]);
    return new Map(
      refs.map(ref => [
        ref,
        { use: known.get(ref)!, lastDeploymentAt: last.get(ref) },
      ]),
    );
  }

  #idle(question: {
    known: KnownEnvironment;
    here: ReadOccupancy;
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

  async #bookings(held: ReadOccupancy[], context: CallContext) {
    const { authorizer, bookings } = this.#ground;
    const all = new Map(
      held
        .flatMap(({ now, next }) => (next ? [...now, next] : now))
        .map(booking => [booking.id, booking]),
    );
    const access = await authorizer.conditionsFor(
      bookingReadPermission,
      context,
    );
    const readable = await bookings.covered([...all.keys()], access);
    const shown = await presentBookings(
      this.#ground,
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
      items.flatMap(({ known: { environment }, owned: { owner } }) =>
        [
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
