import {
  Booking,
  Environment,
  EnvironmentRow,
  Finding,
  HIDDEN_ENTITY_REF,
  IdleProof,
} from '@release-desk/plugin-releases-common';
import { CallContext } from '../../http/types';
import { OwnedEnvironment, shownOwner } from '../claims';
import { shownClaim } from '../claims/presentClaims';
import { StoredBooking } from '../store';
import { KnownEnvironment } from './Directory';
import { ReadLease, ReadOccupancy } from './OccupancyReader';
import { KnownUse } from './UseStore';

type Shown = EnvironmentRow['occupancy']['now'][number];

/** One row, without what the reader may not know. */
export function presentRow(row: {
  known: KnownEnvironment;
  owned: OwnedEnvironment;
  /** Of the names in it those that the reader may see. */
  visible: Set<string>;
  occupancy: ReadOccupancy & ReadLease;
  /** Those that the reader may see, by id. */
  bookings: Map<string, Booking>;
  idle: IdleProof;
  use: KnownUse;
  findings: Finding[];
  /** The reader may see its claim. */
  claim?: boolean;
  may: EnvironmentRow['may'];
  context: CallContext;
}): EnvironmentRow {
  const { known, owned, visible, occupancy, bookings, context } = row;
  const shown = (booking: StoredBooking): Shown => {
    const { id, start, end, mode, status } = booking;
    const readable = bookings.get(id);
    return {
      start,
      end,
      mode,
      status,
      ...(readable && { booking: readable }),
    };
  };
  const { lease } = occupancy;
  const isMine = occupancy.now.some(
    ({ onBehalfOf, requestedBy }) =>
      requestedBy === context.actor ||
      context.ownershipRefs.includes(onBehalfOf),
  );
  return {
    environment: shownEnvironment(known.environment, visible),
    problems: known.problems,
    owner: shownOwner(owned.owner, visible),
    ...(row.claim &&
      owned.claim && { claim: shownClaim(owned.claim, visible) }),
    occupancy: {
      state: occupancy.state,
      now: occupancy.now.map(shown),
      ...(occupancy.until && { until: occupancy.until }),
      ...(occupancy.next && { next: shown(occupancy.next) }),
      // Who may read its booking may read a lease.
      ...(lease && bookings.has(lease.bookingId) && { lease: plain(lease) }),
      isMine,
    },
    idle: row.idle,
    usedDays: Math.min(30, row.use.usedDays),
    waiting: row.use.waiting,
    findings: row.findings,
    may: row.may,
  };
}

function plain({ acquiredBy: _, ...lease }: NonNullable<ReadLease['lease']>) {
  return lease;
}

function shownEnvironment(
  environment: Environment,
  visible: Set<string>,
): Environment {
  const { catalogOwner, system, nextEnvironment, ...rest } = environment;
  return {
    ...rest,
    ...(catalogOwner && {
      catalogOwner: visible.has(catalogOwner)
        ? catalogOwner
        : HIDDEN_ENTITY_REF,
    }),
    ...(system && visible.has(system) && { system }),
    ...(nextEnvironment && visible.has(nextEnvironment) && { nextEnvironment }),
  };
}
