import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';

/** When the pictures were drawn: Monday 23 November 2026, 10:42 in Berlin. */
export const PICTURE_NOW = Date.parse('2026-11-23T09:42:00Z');
const ZONE = 'Europe/Berlin';

interface Service {
  system: string;
  domain: string;
  owner: string;
}

function service(domain: string, system: string, owner: string): Service {
  return { domain, system, owner };
}

/** The example company's entities that the fixtures speak of. */
export const SERVICES: Record<string, Service> = {
  'checkout-api': service('commerce', 'checkout', 'team-checkout'),
  'checkout-web': service('commerce', 'checkout', 'team-checkout'),
  'orders-db': service('commerce', 'orders', 'team-orders'),
  'cart-service': service('commerce', 'cart', 'team-cart'),
  'storefront-web': service('commerce', 'storefront', 'team-storefront'),
  'search-api': service('platform', 'search', 'team-search'),
  'search-index': service('platform', 'search', 'team-search'),
  'payouts-api': service('payments', 'payouts', 'team-payouts'),
  'fraud-rules': service('payments', 'fraud', 'team-fraud'),
  'ledger-core': service('payments', 'ledger', 'team-ledger'),
  'tax-engine': service('payments', 'ledger', 'team-ledger'),
  'identity-gateway': service('platform', 'identity', 'team-identity'),
  'build-runner': service('platform', 'build', 'team-developer-tools'),
};

export const ENVIRONMENTS: Record<string, string> = {
  'staging-eu': 'staging',
  'production-eu': 'production',
  'production-us': 'production',
};

type Partially = Partial<TimelineItem> &
  Pick<TimelineItem, 'kind' | 'title' | 'start' | 'end'>;

let counter = 0;

/** An item with everything that the contract asks for. */
export function makeItem(given: Partially): TimelineItem {
  counter += 1;
  const id =
    given.id ?? `00000000-0000-4000-8000-${String(counter).padStart(12, '0')}`;
  return {
    owner: 'group:default/release-managers',
    timeZone: ZONE,
    recurring: false,
    entities: [],
    environments: [],
    systems: [],
    collisions: [],
    editable: true,
    revision: 1,
    ...given,
    id,
    sourceId: given.sourceId ?? id,
  };
}

/** Everything in the pictures, with dates relative to `now`, epoch milliseconds. */
export function createFixtures(now: number = PICTURE_NOW): TimelineItem[] {
  counter = 0;
  const monday = DateTime.fromMillis(now, { zone: ZONE }).startOf('week');
  const at = (day: number, time: string) => {
    const [hour, minute] = time.split(':').map(Number);
    return monday
      .plus({ days: day })
      .set({ hour: hour % 24, minute })
      .plus({ days: hour === 24 ? 1 : 0 })
      .toUTC()
      .toISO()!;
  };
  const release = (
    name: string,
    version: string,
    day: number,
    time: string,
    status: string,
    more: Partial<TimelineItem> = {},
  ) => {
    const { system, owner } = SERVICES[name];
    const start = at(day, time);
    return makeItem({
      kind: 'release',
      title: `${name} ${version}`,
      start,
      end: new Date(Date.parse(start) + 2 * 3_600_000).toISOString(),
      status,
      owner: `group:default/${owner}`,
      systems: [`system:default/${system}`],
      entities: [{ ref: `component:default/${name}`, version }],
      environments: ['resource:default/production-eu'],
      ...more,
    });
  };
  const database = (day: number, more: Partial<TimelineItem> = {}) =>
    makeItem({
      kind: 'allow',
      title: 'DB window',
      enforcement: 'hard',
      start: at(day, '20:00'),
      end: at(day, '24:00'),
      recurring: true,
      scopeText: 'Orders · production',
      owner: 'group:default/team-orders',
      systems: ['system:default/orders'],
      ...more,
    });
  const vendor = (
    title: string,
    day: number,
    from: string,
    to: string,
    more: Partial<TimelineItem> = {},
  ) =>
    makeItem({
      kind: 'vendor',
      title,
      category: 'maintenance',
      vendor: 'Nordpay',
      start: at(day, from),
      end: at(day, to),
      scopeText: 'Payouts',
      systems: ['system:default/payouts'],
      ...more,
    });
  const business = (title: string, from: number, to: number, scope: string) =>
    makeItem({
      kind: 'business',
      title,
      category: 'financial-close',
      start: at(from, '00:00'),
      end: at(to, '24:00'),
      scopeText: scope,
    });

  const blackFriday = makeItem({
    kind: 'freeze',
    title: 'Black Friday freeze',
    enforcement: 'hard',
    start: at(-3, '18:00'),
    end: at(8, '06:00'),
    scopeText: 'Commerce, Payments · production',
    systems: [
      ...new Set(
        Object.values(SERVICES)
          .filter(({ domain }) => domain !== 'platform')
          .map(({ system }) => `system:default/${system}`),
      ),
    ],
  });
  const slowDown = makeItem({
    kind: 'freeze',
    title: 'Platform slow-down',
    enforcement: 'soft',
    start: at(4, '06:00'),
    end: at(7, '08:00'),
    scopeText: 'Platform · production',
    systems: [
      'system:default/identity',
      'system:default/search',
      'system:default/build',
    ],
  });
  const fallsInto = (
    freeze: TimelineItem,
    name: string,
    overrideId?: string,
  ): Partial<TimelineItem> => ({
    collisions: [
      {
        itemId: freeze.id,
        sourceId: freeze.sourceId,
        kind: 'freeze',
        title: freeze.title,
        enforcement: freeze.enforcement,
        start: freeze.start,
        end: freeze.end,
        reasons: [
          {
            dimension: 'domain',
            value: `domain:default/${SERVICES[name].domain}`,
            entityRef: `component:default/${name}`,
          },
          {
            dimension: 'environmentTier',
            value: 'production',
            entityRef: 'resource:default/production-eu',
          },
        ],
        overrideId,
      },
    ],
  });

  return [
    release('ledger-core', '6.8.0', -27, '10:00', 'released'),
    release('search-api', '12.1.0', -26, '10:00', 'released'),
    business('Month-end close', -21, -19, 'Finance'),
    release('payouts-api', '3.0.0', -20, '09:00', 'released'),
    database(-19),
    release('identity-gateway', '9.2', -18, '09:00', 'rolled-back'),
    release('storefront-web', '31.4', -18, '14:00', 'released'),
    release('fraud-rules', '2026.46', -14, '09:00', 'released'),
    release('checkout-api', '4.17.2', -13, '10:00', 'released'),
    database(-12),
    release('orders-db', 'v57', -12, '21:00', 'released'),
    vendor('Nordpay API 26.11', -11, '02:00', '05:00', {
      category: 'release',
    }),
    release('search-api', '12.2.0', -11, '10:00', 'cancelled'),
    makeItem({
      kind: 'advisory',
      title: 'Peak load test',
      enforcement: 'info',
      start: at(-6, '00:00'),
      end: at(-5, '24:00'),
      scopeText: 'staging-eu',
    }),
    release('storefront-web', '31.5', -6, '09:00', 'released'),
    release('cart-service', '8.3.0', -6, '13:00', 'released'),
    release('tax-engine', '2.4.1', -5, '09:00', 'released'),
    database(-5),
    release('checkout-api', '4.17.3', -4, '20:00', 'released'),
    release('identity-gateway', '9.3', -3, '09:00', 'released'),
    blackFriday,
    vendor('Nordpay maintenance', -1, '02:00', '05:00'),
    release('search-index', '5.1.0', 0, '10:30', 'in-progress'),
    release('fraud-rules', '2026.48', 1, '09:00', 'ready', {
      ...fallsInto(
        blackFriday,
        'fraud-rules',
        '00000000-0000-4000-9000-000000000001',
      ),
    }),
    release('identity-gateway', '9.4', 1, '14:00', 'ready'),
    database(2, {
      collisions: [
        {
          itemId: blackFriday.id,
          sourceId: blackFriday.sourceId,
          kind: 'freeze',
          title: blackFriday.title,
          enforcement: 'hard',
          start: blackFriday.start,
          end: blackFriday.end,
          reasons: [],
        },
      ],
    }),
    release('orders-db', 'v58', 2, '20:30', 'planned', {
      title: 'Order archive table',
      ...fallsInto(blackFriday, 'orders-db'),
    }),
    makeItem({
      kind: 'business',
      title: 'Black Friday peak',
      category: 'peak-trade',
      start: at(3, '00:00'),
      end: at(7, '24:00'),
      scopeText: 'Commerce',
    }),
    release('checkout-api', '4.18.0', 3, '20:00', 'planned', {
      title: 'One-page checkout',
      timeZone: 'America/New_York',
      ...fallsInto(blackFriday, 'checkout-api'),
      entities: [
        {
          ref: 'component:default/checkout-api',
          version: '4.18.0',
          previousVersion: '4.17.3',
        },
        {
          ref: 'component:default/checkout-web',
          version: '2.10.0',
          previousVersion: '2.9.1',
        },
        {
          ref: 'resource:default/orders-db',
          version: 'v58',
          previousVersion: 'v57',
        },
      ],
      environments: [
        'resource:default/staging-eu',
        'resource:default/production-eu',
        'resource:default/production-us',
      ],
    }),
    slowDown,
    release('build-runner', '2.14', 4, '11:00', 'planned', {
      ...fallsInto(slowDown, 'build-runner'),
    }),
    business('Month-end close', 8, 10, 'Finance'),
    release('payouts-api', '3.1.0', 8, '09:00', 'ready'),
    release('cart-service', '8.4.0', 8, '13:00', 'planned'),
    vendor('Nordpay maintenance', 9, '02:00', '05:00'),
    database(9),
    release('ledger-core', '7.0.0', 10, '10:00', 'planned'),
    release('storefront-web', '32.0', 10, '14:00', 'planned'),
    release('tax-engine', '2.5.0', 11, '09:00', 'planned'),
  ].sort((a, b) => a.start.localeCompare(b.start));
}

/** The catalog that the fixtures speak of. */
export function createCatalogFixtures(): Entity[] {
  const apiVersion = 'backstage.io/v1alpha1';
  const entity = (
    kind: string,
    name: string,
    spec: JsonObject,
    owner?: string,
  ): Entity => ({
    apiVersion,
    kind,
    metadata: { name, namespace: 'default' },
    spec: { ...spec, owner },
    relations: owner
      ? [{ type: 'ownedBy', targetRef: `group:default/${owner}` }]
      : [],
  });
  const services = Object.entries(SERVICES);
  const systems = new Map(services.map(([, one]) => [one.system, one]));
  const owners = new Set(services.map(([, one]) => one.owner));
  return [
    ...services.map(([name, { system, owner }]) =>
      entity(
        'Component',
        name,
        { type: 'service', lifecycle: 'production', system },
        owner,
      ),
    ),
    ...[...systems].map(([name, { domain, owner }]) =>
      entity('System', name, { domain }, owner),
    ),
    ...[...owners].map(name =>
      entity('Group', name, { type: 'team', children: [] }),
    ),
    ...Object.keys(ENVIRONMENTS).map(name =>
      entity('Resource', name, { type: 'environment' }, 'release-managers'),
    ),
  ];
}

/** So many releases spread over the month of `now`, beside the usual freezes. */
export function createManyFixtures(
  count: number,
  now: number = PICTURE_NOW,
): TimelineItem[] {
  const usual = createFixtures(now);
  const month = DateTime.fromMillis(now, { zone: ZONE }).startOf('month');
  const template = usual.filter(({ kind }) => kind === 'release');
  const minutes = month.daysInMonth! * 24 * 60;
  const many = Array.from({ length: count }, (_, index) => {
    const start = month.plus({
      minutes: Math.floor((index * minutes) / count / 15) * 15,
    });
    const from = template[index % template.length];
    return makeItem({
      ...from,
      id: undefined,
      sourceId: undefined,
      start: start.toUTC().toISO()!,
      end: start.plus({ hours: 2 }).toUTC().toISO()!,
    });
  });
  return [...usual, ...many].sort((a, b) => a.start.localeCompare(b.start));
}
