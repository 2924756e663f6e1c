import { Entity } from '@backstage/catalog-model';
import type {
  Booking,
  Claim,
  Environment,
  EnvironmentRow,
  Finding,
  Lease,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';

/** When the pictures of environments were drawn: Monday 23 November 2026, 10:40 in Berlin. */
export const ENVIRONMENTS_NOW = Date.parse('2026-11-23T09:40:00Z');
const ZONE = 'Europe/Berlin';

/** Whose eyes the pictures are seen with. */
export const MIRA = 'user:default/mira.okafor';
export const CHECKOUT = 'group:default/team-checkout';

const GROUPS: Record<string, string> = {
  'team-checkout': 'Checkout',
  'team-quality': 'Quality',
  'team-runtime': 'Platform Runtime',
  'team-payments': 'Payments Core',
  'team-ledger': 'Ledger',
  'team-orders': 'Orders',
  'team-search': 'Search',
  'team-fraud': 'Fraud',
  'team-cart': 'Cart',
  'team-pricing': 'Pricing',
  'team-storefront': 'Storefront',
};
const PEOPLE: Record<string, string> = {
  'mira.okafor': 'Mira Okafor',
  'ingrid.dahl': 'Ingrid Dahl',
  'luc.moreau': 'Luc Moreau',
  'tomas.silva': 'Tomás Silva',
  'priya.nair': 'Priya Nair',
  'hana.sato': 'Hana Sato',
};

export function groupRef(name: string): string {
  return `group:default/${name}`;
}

export function environmentRef(name: string): string {
  return `resource:default/${name}`;
}

export function componentRef(name: string): string {
  return `component:default/${name}`;
}

/** A wall time in Berlin, as an instant: `at('2026-11-24T09:00')`. */
export function at(wall: string): string {
  return DateTime.fromISO(wall, { zone: ZONE }).toUTC().toISO()!;
}

let counter = 0;

/** Ids in the order in which they are asked for. */
function nextId(): string {
  counter += 1;
  return `00000000-0000-4000-9000-${String(counter).padStart(12, '0')}`;
}

function bookkeeping(createdBy: string = MIRA) {
  return {
    id: nextId(),
    revision: 1,
    createdAt: at('2026-11-16T09:00'),
    createdBy,
    updatedAt: at('2026-11-16T09:00'),
    updatedBy: createdBy,
  };
}

/** A booking with everything that the contract asks for. */
export function makeBooking(
  given: Partial<Booking> & Pick<Booking, 'start' | 'end' | 'purpose'>,
): Booking {
  const { environments = [environmentRef('staging-eu')], status = 'approved' } =
    given;
  return {
    ...bookkeeping(given.requestedBy),
    usage: 'test',
    mode: 'exclusive',
    timeZone: ZONE,
    setupMinutes: 0,
    teardownMinutes: 0,
    onBehalfOf: CHECKOUT,
    priority: 'normal',
    links: [],
    notes: '',
    environments,
    status,
    requestedBy: MIRA,
    approvals: environments.map(ref => ({
      environmentRef: ref,
      status: status === 'pending' ? 'pending' : 'approved',
      ...(status !== 'pending' && { by: 'policy' }),
    })),
    consents: [],
    conflicts: [],
    ...given,
  };
}

interface Slot extends Partial<Booking> {
  where: string;
  what: string;
  from: string;
  to: string;
  by?: string;
}

function slot({ where, what, from, to, by, ...rest }: Slot): Booking {
  return makeBooking({
    environments: [environmentRef(where)],
    purpose: what,
    start: at(from),
    end: at(to),
    ...(by && { onBehalfOf: groupRef(by) }),
    ...rest,
  });
}

/** The week of the pictures: what is booked where. */
export function createBookings(): Booking[] {
  counter = 0;
  const started = { status: 'active' as const };
  return [
    slot({
      where: 'dev',
      what: 'Feature branch tests',
      from: '2026-11-23T08:00',
      to: '2026-11-25T18:00',
      by: 'team-pricing',
      mode: 'shared',
      ...started,
    }),
    slot({
      where: 'dev',
      what: 'Debug',
      from: '2026-11-23T09:00',
      to: '2026-11-23T18:00',
      by: 'team-cart',
      usage: 'debug',
      mode: 'shared',
      ...started,
    }),
    slot({
      where: 'dev',
      what: 'Debug',
      from: '2026-11-23T09:00',
      to: '2026-11-23T18:00',
      usage: 'debug',
      mode: 'shared',
      ...started,
    }),
    slot({
      where: 'dev',
      what: 'Gateway config',
      from: '2026-11-26T08:00',
      to: '2026-11-26T12:00',
      by: 'team-runtime',
      usage: 'config',
    }),
    slot({
      where: 'perf',
      what: 'Peak load rehearsal',
      from: '2026-11-23T06:30',
      to: '2026-11-24T18:00',
      by: 'team-payments',
      requestedBy: 'user:default/tomas.silva',
      usage: 'performance',
      teardownMinutes: 60,
      ...started,
    }),
    slot({
      where: 'perf',
      what: 'Fraud observes',
      from: '2026-11-23T13:00',
      to: '2026-11-24T12:00',
      by: 'team-fraud',
      usage: 'performance',
      mode: 'observer',
    }),
    slot({
      where: 'perf',
      what: 'Soak test',
      from: '2026-11-25T08:00',
      to: '2026-11-26T08:00',
      usage: 'performance',
      status: 'pending',
    }),
    slot({
      where: 'perf',
      what: 'Search load baseline',
      from: '2026-11-26T13:00',
      to: '2026-11-27T17:00',
      by: 'team-search',
      usage: 'performance',
      setupMinutes: 90,
      teardownMinutes: 60,
    }),
    slot({
      where: 'staging-eu',
      what: 'Regression',
      from: '2026-11-23T09:06',
      to: '2026-11-23T12:30',
      usage: 'regression',
      activeSince: at('2026-11-23T09:06'),
      ...started,
    }),
    slot({
      where: 'staging-eu',
      what: 'Data refresh',
      from: '2026-11-23T14:00',
      to: '2026-11-23T16:00',
      by: 'team-orders',
      usage: 'data-refresh',
      requestedBy: 'user:default/priya.nair',
    }),
    slot({
      where: 'staging-eu',
      what: 'Release 26.11 regression',
      from: '2026-11-24T06:30',
      to: '2026-11-24T18:00',
      by: 'team-orders',
      usage: 'regression',
      requestedBy: 'user:default/priya.nair',
      setupMinutes: 30,
      teardownMinutes: 30,
    }),
    slot({
      where: 'staging-eu',
      what: 'Load test of checkout-api',
      from: '2026-11-25T11:00',
      to: '2026-11-25T15:00',
      usage: 'performance',
      status: 'pending',
    }),
    slot({
      where: 'staging-eu',
      what: 'Gift card demo',
      from: '2026-11-26T10:00',
      to: '2026-11-26T14:00',
      by: 'team-storefront',
      usage: 'demo',
      mode: 'shared',
    }),
    slot({
      where: 'staging-eu',
      what: 'Cart tests',
      from: '2026-11-27T09:00',
      to: '2026-11-27T20:00',
      by: 'team-cart',
      mode: 'shared',
    }),
    slot({
      where: 'staging-us',
      what: 'Demo for finance',
      from: '2026-11-24T09:00',
      to: '2026-11-24T11:00',
      by: 'team-ledger',
      usage: 'demo',
      status: 'pending',
      requestedBy: 'user:default/hana.sato',
    }),
    slot({
      where: 'staging-us',
      what: 'Data refresh',
      from: '2026-11-27T15:00',
      to: '2026-11-27T18:00',
      by: 'team-orders',
      usage: 'data-refresh',
    }),
    slot({
      where: 'production-eu',
      what: 'ledger 3.4.1',
      from: '2026-11-23T10:00',
      to: '2026-11-23T11:05',
      by: 'team-ledger',
      usage: 'deploy',
      change: 'CHG-2041',
      ...started,
    }),
    slot({
      where: 'production-eu',
      what: 'Deploy checkout-api 5.12',
      from: '2026-11-24T09:00',
      to: '2026-11-24T10:00',
      usage: 'deploy',
    }),
    slot({
      where: 'production-us',
      what: 'Deploy checkout-api 5.12',
      from: '2026-11-24T10:00',
      to: '2026-11-24T11:00',
      usage: 'deploy',
    }),
    slot({
      where: 'production-us',
      what: 'search-indexer',
      from: '2026-11-27T14:00',
      to: '2026-11-27T16:00',
      by: 'team-search',
      usage: 'deploy',
      status: 'pending',
    }),
  ];
}

function environment(
  given: Partial<Environment> & Pick<Environment, 'name'>,
): Environment {
  return {
    ref: environmentRef(given.name),
    system: 'system:default/webshop',
    networkZones: [],
    ...given,
  };
}

const euros = (amount: number) => ({ currency: 'EUR', amount });

/** Seven environments, along the promotion path. */
export function createEnvironments(): Environment[] {
  const eu = { region: 'eu-west-1' };
  const us = { region: 'us-east-1' };
  const runtime = groupRef('team-runtime');
  const quality = groupRef('team-quality');
  return [
    environment({
      ...eu,
      name: 'dev',
      catalogOwner: runtime,
      tier: 'development',
      lifecycle: 'shared',
      nextEnvironment: environmentRef('staging-us'),
      costPerDay: euros(12),
    }),
    environment({
      ...eu,
      name: 'test-1',
      catalogOwner: groupRef('labs'),
      tier: 'test',
      lifecycle: 'long-lived',
      costPerDay: euros(18),
      dataSet: { method: 'raw', source: 'orders-db' },
    }),
    environment({
      ...eu,
      name: 'perf',
      catalogOwner: quality,
      tier: 'test',
      lifecycle: 'long-lived',
      costPerDay: euros(96),
    }),
    environment({
      ...eu,
      name: 'staging-eu',
      catalogOwner: quality,
      tier: 'staging',
      lifecycle: 'shared',
      nextEnvironment: environmentRef('production-eu'),
      costPerDay: euros(64),
    }),
    environment({
      ...us,
      name: 'staging-us',
      catalogOwner: CHECKOUT,
      tier: 'staging',
      lifecycle: 'shared',
      nextEnvironment: environmentRef('production-us'),
      costPerDay: euros(41),
      networkZones: ['staging-apps', 'staging-data'],
      deployIdentities: ['ci-staging'],
      dataSet: {
        method: 'masked',
        source: 'orders-db, production-us, 20 % subset',
        classification: 'internal',
        refreshedAt: at('2026-11-16T06:10'),
        approvedBy: 'Hana Sato, Data Protection',
      },
    }),
    environment({
      ...eu,
      name: 'production-eu',
      catalogOwner: runtime,
      tier: 'production',
      lifecycle: 'long-lived',
      costPerDay: euros(412),
    }),
    environment({
      ...us,
      name: 'production-us',
      catalogOwner: runtime,
      tier: 'production',
      lifecycle: 'long-lived',
      costPerDay: euros(388),
    }),
  ];
}

/** A claim with everything that the contract asks for; active unless told. */
export function makeClaim(
  given: Partial<Claim> & Pick<Claim, 'environmentRef' | 'group'>,
): Claim {
  return {
    ...bookkeeping(),
    status: 'active',
    requestedBy: MIRA,
    escalation: '',
    attestEveryMonths: 6,
    obligations: [],
    activeSince: at('2026-03-02T10:00'),
    ...given,
  };
}

export function createClaims(): Claim[] {
  const owned = (where: string, by: string, steward: string) =>
    makeClaim({
      environmentRef: environmentRef(where),
      group: groupRef(by),
      steward: `user:default/${steward}`,
      attestedAt: at('2026-11-01T10:00'),
    });
  return [
    owned('dev', 'team-runtime', 'luc.moreau'),
    makeClaim({
      environmentRef: environmentRef('test-1'),
      group: groupRef('labs'),
      status: 'orphaned',
      activeSince: at('2025-02-10T10:00'),
      endedAt: at('2026-10-12T08:00'),
      statusReason: 'The group Labs was dissolved',
    }),
    owned('perf', 'team-quality', 'ingrid.dahl'),
    owned('staging-eu', 'team-quality', 'ingrid.dahl'),
    makeClaim({
      environmentRef: environmentRef('staging-us'),
      group: groupRef('team-storefront'),
      status: 'ended',
      activeSince: at('2025-01-14T10:00'),
      endedAt: at('2026-03-02T10:00'),
      confirmedBy: 'user:default/luc.moreau',
      statusReason: 'Handed over to Checkout',
    }),
    makeClaim({
      environmentRef: environmentRef('staging-us'),
      group: CHECKOUT,
      steward: MIRA,
      escalation: '#checkout-oncall',
      confirmedBy: 'user:default/luc.moreau',
      attestedAt: at('2026-05-30T12:00'),
      attestedBy: MIRA,
      obligations: [
        {
          id: 'refresh',
          kind: 'data-refresh',
          due: { every: 14, unit: 'day' },
          doneAt: at('2026-11-16T06:10'),
          doneBy: groupRef('team-orders'),
        },
        {
          id: 'patch',
          kind: 'patching',
          due: { every: 1, unit: 'month' },
          doneAt: at('2026-10-27T09:00'),
        },
        { id: 'clean', kind: 'clean-up', due: { withinHours: 24 } },
      ],
    }),
    owned('production-eu', 'team-runtime', 'luc.moreau'),
    owned('production-us', 'team-runtime', 'luc.moreau'),
  ];
}

export function createFindings(): Finding[] {
  return [
    {
      key: 'raw-data:test-1',
      kind: 'raw-data',
      severity: 'negative',
      environmentRef: environmentRef('test-1'),
      entityRefs: [],
      text: 'It holds production data as it is, outside of production',
      evidence: [
        {
          subject: environmentRef('test-1'),
          observed: 'raw data of orders-db',
          expected: 'synthetic or masked data',
        },
      ],
      since: at('2026-09-01T10:00'),
    },
    {
      key: 'forbidden-flow:staging-us',
      kind: 'forbidden-flow',
      severity: 'warning',
      environmentRef: environmentRef('staging-us'),
      entityRefs: [
        componentRef('checkout-api'),
        'resource:default/payments-db',
      ],
      text: 'checkout-api calls into production',
      evidence: [
        {
          subject: componentRef('checkout-api'),
          observed: 'staging-apps to prod-data',
          expected: 'no flow from staging to prod-data',
          at: at('2026-11-19T10:00'),
        },
      ],
      since: at('2026-11-19T10:00'),
    },
    {
      key: 'identity-in-tiers:production-eu',
      kind: 'identity-in-tiers',
      severity: 'warning',
      environmentRef: environmentRef('production-eu'),
      entityRefs: [],
      text: 'One identity deploys into two tiers',
      evidence: [
        {
          subject: 'ci-shared',
          observed: 'staging-eu',
          tier: 'staging',
          count: 12,
        },
        {
          subject: 'ci-shared',
          observed: 'production-eu',
          tier: 'production',
          count: 3,
        },
      ],
    },
  ];
}

export function createLeases(bookings: Booking[]): Lease[] {
  const booking = bookings.find(({ purpose }) => purpose === 'Regression')!;
  return [
    {
      id: '00000000-0000-4000-9000-000000004812',
      environmentRef: environmentRef('staging-eu'),
      bookingId: booking.id,
      holder: { kind: 'run', id: '4812', userRef: MIRA },
      token: 208,
      status: 'held',
      acquiredAt: at('2026-11-23T09:06'),
      renewedAt: new Date(ENVIRONMENTS_NOW - 20_000).toISOString(),
      expiresAt: at('2026-11-23T11:00'),
      diesAt: at('2026-11-23T12:30'),
      ttlSeconds: 1800,
      graceSeconds: 60,
    },
  ];
}

export function createWaiting(bookings: Booking[]): WaitingEntry[] {
  const offered = bookings.find(({ purpose }) =>
    purpose.startsWith('Load test'),
  )!;
  const entry = (given: Partial<WaitingEntry>): WaitingEntry => ({
    id: nextId(),
    bookingId: offered.id,
    environments: [environmentRef('staging-eu')],
    onBehalfOf: CHECKOUT,
    priority: 'normal',
    joinedAt: at('2026-11-20T10:00'),
    earliestStart: at('2026-11-24T16:00'),
    latestStart: at('2026-11-27T16:00'),
    status: 'waiting',
    declinedStarts: [],
    ...given,
  });
  return [
    entry({
      status: 'offered',
      offer: {
        start: offered.start,
        end: offered.end,
        offeredAt: at('2026-11-23T10:35'),
        expiresAt: at('2026-11-23T11:40'),
      },
    }),
    entry({ bookingId: nextId(), onBehalfOf: groupRef('team-search') }),
    entry({ bookingId: nextId(), onBehalfOf: groupRef('team-fraud') }),
  ];
}

const USED_DAYS: Record<string, number> = {
  dev: 28,
  'test-1': 0,
  perf: 21,
  'staging-eu': 29,
  'staging-us': 17,
  'production-eu': 30,
  'production-us': 30,
};

interface World {
  now: number;
  bookings: Booking[];
  claims: Claim[];
  findings: Finding[];
  leases: Lease[];
  waiting: WaitingEntry[];
}

const HOLDS = ['approved', 'active'];

/** A row of the board as Mira sees it, from what is booked, claimed and found. */
export function rowOf(env: Environment, world: World): EnvironmentRow {
  const { now, claims, leases } = world;
  const claim =
    claims.find(
      one =>
        one.environmentRef === env.ref &&
        ['active', 'handover-offered'].includes(one.status),
    ) ??
    claims.find(
      one => one.environmentRef === env.ref && one.status === 'orphaned',
    );
  const isOwned = claim !== undefined && claim.status !== 'orphaned';
  const here = world.bookings
    .filter(one => one.environments.includes(env.ref))
    .sort((one, other) => one.start.localeCompare(other.start));
  const nowIso = new Date(now).toISOString();
  const current = here.filter(
    one =>
      HOLDS.includes(one.status) && one.start <= nowIso && one.end > nowIso,
  );
  const next = here.find(
    one => [...HOLDS, 'pending'].includes(one.status) && one.start > nowIso,
  );
  const shown = (booking: Booking) => ({
    booking,
    start: booking.start,
    end: booking.end,
    mode: booking.mode,
    status: booking.status,
  });
  const isExclusive = current.some(({ mode }) => mode === 'exclusive');
  const isShared = current.some(({ mode }) => mode === 'shared');
  const lease = leases.find(
    one => one.environmentRef === env.ref && one.status === 'held',
  );
  const ends = current.map(({ end }) => end).sort();
  const isMine = claim?.group === CHECKOUT && isOwned;
  let state: EnvironmentRow['occupancy']['state'] = 'free';
  if (isExclusive) state = 'taken';
  else if (isShared) state = 'shared';
  else if (current.length) state = 'observed';
  const isIdle = env.name === 'test-1' && here.length === 0;
  const heldByUs = current.some(({ onBehalfOf }) => onBehalfOf === CHECKOUT);
  return {
    environment: env,
    problems: [],
    owner: {
      state: isOwned ? 'agree' : 'nobody',
      catalogOwner: env.catalogOwner,
      ...(isOwned && { claimOwner: claim.group, owner: claim.group }),
      ...(claim?.status === 'orphaned' && { orphanedAt: claim.endedAt }),
      ...(isOwned && {
        attestDueAt: DateTime.fromISO(claim.attestedAt ?? claim.activeSince!, {
          zone: 'UTC',
        })
          .plus({ months: claim.attestEveryMonths })
          .toISO()!,
      }),
    },
    claim,
    occupancy: {
      state,
      now: current.map(shown),
      until: state === 'free' ? next?.start : ends[0],
      ...(next && { next: shown(next) }),
      ...(lease && { lease }),
      isMine: state === 'taken' && heldByUs,
    },
    idle: isIdle
      ? {
          idle: true,
          since: at('2026-10-13T09:00'),
          days: 41,
          lastDeploymentAt: at('2026-10-13T09:00'),
          cost: { currency: 'EUR', amount: 738 },
        }
      : { idle: false, because: current.length ? 'in-use' : 'booked' },
    usedDays: USED_DAYS[env.name] ?? 0,
    waiting: world.waiting.filter(
      one => one.environments.includes(env.ref) && one.status === 'waiting',
    ).length,
    findings: world.findings.filter(one => one.environmentRef === env.ref),
    may: {
      book: true,
      claim: !isOwned,
      approve: isMine,
      manage: isMine,
      breakLease: isMine,
    },
  };
}

/** The catalog behind the pictures: environments, groups and people by their names. */
export function createEnvironmentCatalog(): Entity[] {
  const apiVersion = 'backstage.io/v1alpha1';
  const namespace = 'default';
  return [
    ...createEnvironments().map(env => ({
      apiVersion,
      kind: 'Resource',
      metadata: { name: env.name, namespace },
      spec: { type: 'environment', owner: env.catalogOwner },
    })),
    ...Object.entries(GROUPS).map(([name, displayName]) => ({
      apiVersion,
      kind: 'Group',
      metadata: { name, namespace },
      spec: { type: 'team', children: [], profile: { displayName } },
    })),
    ...Object.entries(PEOPLE).map(([name, displayName]) => ({
      apiVersion,
      kind: 'User',
      metadata: { name, namespace },
      spec: { memberOf: [], profile: { displayName } },
    })),
    {
      apiVersion,
      kind: 'System',
      metadata: { name: 'webshop', namespace },
      spec: { owner: 'team-checkout' },
    },
  ];
}
