import type {
  Booking,
  Claim,
  Environment,
  EnvironmentRow,
  Finding,
  Lease,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import {
  CHECKOUT,
  createBookings,
  createClaims,
  createEnvironments,
  createFindings,
  createLeases,
  createWaiting,
  ENVIRONMENTS_NOW,
  makeBooking,
  makeClaim,
  MIRA,
  rowOf,
} from './environmentFixtures';

/** What the fake remembers of environments; a test may change it. */
export interface EnvironmentsWorld {
  /** Epoch milliseconds. */
  now: number;
  environments: Environment[];
  bookings: Booking[];
  claims: Claim[];
  findings: Finding[];
  leases: Lease[];
  waiting: WaitingEntry[];
}

export function createEnvironmentsWorld(
  now: number = ENVIRONMENTS_NOW,
): EnvironmentsWorld {
  const bookings = createBookings();
  return {
    now,
    environments: createEnvironments(),
    bookings,
    claims: createClaims(),
    findings: createFindings(),
    leases: createLeases(bookings),
    waiting: createWaiting(bookings),
  };
}

type Endpoints = Record<string, (input: any) => unknown>;
type Refuse = (status: number, message: string, current?: unknown) => Error;

function has(
  filter: string | string[] | undefined,
  values: (string | undefined)[],
): boolean {
  const wanted = [filter ?? []].flat();
  return wanted.length === 0 || wanted.some(one => values.includes(one));
}

function pageOf<T>(items: T[]) {
  return { items, pageInfo: {}, totalItems: items.length };
}

function meets(row: EnvironmentRow, query: Record<string, any>): boolean {
  const { environment: env, occupancy, owner, claim } = row;
  const only: Record<string, boolean> = {
    free: occupancy.state === 'free',
    ours: owner.owner === CHECKOUT,
    findings: row.findings.length > 0,
    idle: row.idle.idle,
    unclaimed: owner.owner === undefined || claim === undefined,
  };
  const wanted: string[] = [query.only ?? []].flat();
  return (
    has(query.environmentRef, [env.ref]) &&
    has(query.tier, [env.tier]) &&
    has(query.lifecycle, [env.lifecycle]) &&
    has(query.owner, [owner.owner]) &&
    has(query.system, [env.system]) &&
    wanted.every(one => only[one]) &&
    (!query.q || env.name.includes(query.q.toLowerCase()))
  );
}

/** The endpoints of board, bookings, claims and leases, from memory. */
export function environmentEndpoints(
  world: EnvironmentsWorld,
  refuse: Refuse,
): Endpoints {
  const nowIso = () => new Date(world.now).toISOString();
  const bookingOf = (id: string) => {
    const found = world.bookings.find(one => one.id === id);
    if (!found) throw refuse(404, `No booking '${id}'`);
    return found;
  };
  const claimOf = (id: string) => {
    const found = world.claims.find(one => one.id === id);
    if (!found) throw refuse(404, `No claim '${id}'`);
    return found;
  };
  const revised = <T extends { id: string; revision: number }>(
    list: T[],
    current: T,
    input: { revision?: number },
    change: Partial<T>,
  ): T => {
    if (input.revision !== undefined && input.revision !== current.revision)
      throw refuse(409, 'It was changed meanwhile', current);
    const next = { ...current, ...change, revision: current.revision + 1 };
    list.splice(list.indexOf(current), 1, next);
    return next;
  };
  const bookingStep =
    (change: (input: any, current: Booking) => Partial<Booking>) =>
    (input: any) => {
      const current = bookingOf(input.params.id);
      return revised(world.bookings, current, input, change(input, current));
    };
  const claimStep =
    (change: (input: any, current: Claim) => Partial<Claim>) =>
    (input: any) => {
      const current = claimOf(input.params.id);
      return revised(world.claims, current, input, change(input, current));
    };
  const refOf = ({ params }: any) =>
    `${params.kind}:${params.namespace}/${params.name}`;
  const rowAt = (ref: string) => {
    const env = world.environments.find(one => one.ref === ref);
    if (!env) throw refuse(404, `No environment '${ref}'`);
    return rowOf(env, world);
  };

  return {
    listEnvironments({ query = {} }) {
      return pageOf(
        world.environments
          .map(env => rowOf(env, world))
          .filter(row => meets(row, query)),
      );
    },
    getEnvironment: input => rowAt(refOf(input)),
    getEnvironmentOwners(input) {
      const at = input.query?.at;
      const items = world.claims
        .filter(one => one.environmentRef === refOf(input) && one.activeSince)
        .map(({ id, group, activeSince, endedAt }) => ({
          claimId: id,
          group,
          since: activeSince!,
          ...(endedAt && { until: endedAt }),
        }))
        .filter(
          ({ since, until }) =>
            !at || (since <= at && (until === undefined || at < until)),
        );
      return { items };
    },
    keepEnvironment: input => ({
      ...rowAt(refOf(input)).idle,
      because: 'kept',
    }),
    releaseEnvironment: input => rowAt(refOf(input)).idle,
    listFindings: ({ query = {} }) =>
      pageOf(
        world.findings.filter(
          one =>
            has(query.environmentRef, [one.environmentRef]) &&
            has(query.kind, [one.kind]),
        ),
      ),

    listBookings: ({ query = {} }) =>
      pageOf(
        world.bookings
          .filter(
            one =>
              has(query.environmentRef, one.environments) &&
              has(query.groupRef, [one.onBehalfOf]) &&
              has(query.requestedBy, [one.requestedBy]) &&
              has(query.status, [one.status]) &&
              has(query.usage, [one.usage]) &&
              (!query.from || one.end > query.from) &&
              (!query.to || one.start < query.to),
          )
          .sort((one, other) => one.start.localeCompare(other.start)),
      ),
    getBooking: ({ params }) => bookingOf(params.id),
    createBooking({ body }) {
      const { draft, ifTaken, systemRef, ...fields } = body;
      const booking = makeBooking(fields);
      world.bookings.push(booking);
      return booking;
    },
    updateBooking: bookingStep(({ body }) => body),
    approveBooking: bookingStep((_, { approvals }) => ({
      status: 'approved',
      approvals: approvals.map(one => ({
        ...one,
        status: 'approved' as const,
      })),
    })),
    rejectBooking: bookingStep(({ body }) => ({
      status: 'rejected',
      statusReason: body.reason,
    })),
    cancelBooking: bookingStep(({ body }) => ({
      status: 'cancelled',
      statusReason: body.reason,
      endedAt: nowIso(),
    })),
    completeBooking: bookingStep(() => ({
      status: 'completed',
      endedAt: nowIso(),
    })),

    listWaiting: ({ query = {} }) =>
      pageOf(
        world.waiting.filter(
          one =>
            has(query.environmentRef, one.environments) &&
            has(query.onBehalfOf, [one.onBehalfOf]),
        ),
      ),
    answerOffer({ params, body }) {
      const entry = world.waiting.find(one => one.bookingId === params.id);
      if (!entry?.offer) throw refuse(409, 'Nothing is offered');
      const { start, end } = entry.offer;
      entry.status = body.accept ? 'accepted' : 'waiting';
      delete entry.offer;
      const current = bookingOf(params.id);
      return revised(
        world.bookings,
        current,
        {},
        body.accept ? { status: 'approved', start, end } : {},
      );
    },
    leaveWaitingList({ params }) {
      world.waiting = world.waiting.filter(one => one.bookingId !== params.id);
    },

    listLeases: ({ query = {} }) =>
      pageOf(
        world.leases.filter(
          one =>
            has(query.environmentRef, [one.environmentRef]) &&
            has(query.status, [one.status]),
        ),
      ),
    getLease({ params }) {
      const lease = world.leases.find(one => one.id === params.id);
      if (!lease) throw refuse(404, `No lease '${params.id}'`);
      return lease;
    },
    breakLease({ params, body }) {
      const lease = world.leases.find(one => one.id === params.id);
      if (!lease) throw refuse(404, `No lease '${params.id}'`);
      Object.assign(lease, {
        status: 'broken',
        endedAt: nowIso(),
        endedBy: MIRA,
        endReason: body.reason,
      });
      return lease;
    },

    listClaims: ({ query = {} }) =>
      pageOf(
        world.claims.filter(
          one =>
            has(query.environmentRef, [one.environmentRef]) &&
            has(query.group, [one.group]) &&
            has(query.status, [one.status]),
        ),
      ),
    getClaim: ({ params }) => claimOf(params.id),
    createClaim({ body }) {
      const { ask, obligations, ...fields } = body;
      const claim = makeClaim({
        ...fields,
        status: ask ? 'asked' : 'requested',
        activeSince: undefined,
        obligations: obligations.map((one: object, index: number) => ({
          id: String(index),
          ...one,
        })),
      });
      world.claims.push(claim);
      return claim;
    },
    updateClaim: claimStep(({ body }) => body),
    acceptClaim: claimStep(() => ({ status: 'active', activeSince: nowIso() })),
    declineClaim: claimStep(() => ({ status: 'rejected' })),
    confirmClaim: claimStep(() => ({
      status: 'active',
      activeSince: nowIso(),
      confirmedBy: MIRA,
    })),
    rejectClaim: claimStep(({ body }) => ({
      status: 'rejected',
      statusReason: body.reason,
    })),
    withdrawClaim: claimStep(() => ({ status: 'withdrawn' })),
    attestClaim: claimStep(() => ({ attestedAt: nowIso(), attestedBy: MIRA })),
    offerHandover: claimStep(({ body }) => ({
      status: 'handover-offered',
      offeredTo: body.group,
      offeredBy: MIRA,
    })),
    answerHandover(input) {
      const current = claimOf(input.params.id);
      if (!input.body.accept)
        return revised(world.claims, current, input, {
          status: 'active',
          offeredTo: undefined,
        });
      revised(world.claims, current, input, {
        status: 'ended',
        endedAt: nowIso(),
      });
      const next = makeClaim({
        environmentRef: current.environmentRef,
        group: current.offeredTo!,
        activeSince: nowIso(),
      });
      world.claims.push(next);
      return next;
    },
    retractHandover: claimStep(() => ({
      status: 'active',
      offeredTo: undefined,
    })),
    giveUpClaim: claimStep(({ body }) => ({
      status: 'ended',
      endedAt: nowIso(),
      statusReason: body.reason,
    })),
    fulfilObligation: claimStep(({ body }, { obligations }) => ({
      obligations: obligations.map(one =>
        one.id === body.obligationId ? { ...one, doneAt: nowIso() } : one,
      ),
    })),
  };
}
