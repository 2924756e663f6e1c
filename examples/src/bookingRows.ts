import {
  BookingMode,
  BookingPriority,
  BookingUsage,
} from '@release-desk/plugin-releases-common';

/** One booking of the example company, in few words. */
export interface BookingRow {
  key: string;
  purpose: string;
  /** Of a team of the company, without `team-`. */
  team: string;
  environments: string[];
  usage: BookingUsage;
  /** `exclusive` unless told. */
  mode?: BookingMode;
  /** Days from today, or week and weekday from this week. */
  day: { inDays: number } | [week: number, weekday: number];
  from: string;
  hours: number;
  setupMinutes?: number;
  teardownMinutes?: number;
  priority?: BookingPriority;
  notes?: string;
  /** Others hold its time: it waits for it. */
  waits?: boolean;
  /** It has begun, or begins as the examples are loaded. */
  begun?: boolean;
  /** Somebody who owns the environment has said yes. */
  approved?: boolean;
}

const MINE = 'checkout';

/** What the teams have booked around today, in this week and the next. */
export const BOOKING_ROWS: BookingRow[] = [
  {
    key: 'run-4812',
    purpose: 'Run 4812 of the checkout pipeline',
    team: MINE,
    environments: ['staging-eu'],
    usage: 'test',
    day: { inDays: 0 },
    from: '09:00',
    hours: 3.5,
    begun: true,
    approved: true,
  },
  {
    key: 'orders-regression',
    purpose: 'Release {week} regression',
    team: 'orders',
    environments: ['staging-eu'],
    usage: 'regression',
    day: { inDays: 1 },
    from: '06:30',
    hours: 11.5,
    setupMinutes: 30,
    teardownMinutes: 30,
    notes: 'The whole suite, against masked data of last night.',
  },
  {
    key: 'search-waits',
    purpose: 'Ranking under load',
    team: 'search',
    environments: ['staging-eu'],
    usage: 'performance',
    day: { inDays: 1 },
    from: '15:00',
    hours: 3,
    waits: true,
  },
  {
    key: 'fraud-waits',
    purpose: 'Rules against a day of traffic',
    team: 'fraud',
    environments: ['staging-eu'],
    usage: 'performance',
    priority: 'low',
    day: { inDays: 1 },
    from: '16:00',
    hours: 2,
    waits: true,
  },
  {
    key: 'orders-refresh',
    purpose: 'Data refresh',
    team: 'orders',
    environments: ['staging-eu'],
    usage: 'data-refresh',
    day: { inDays: 2 },
    from: '06:00',
    hours: 2,
  },
  {
    key: 'gift-card-demo',
    purpose: 'Gift card demo',
    team: 'storefront',
    environments: ['staging-eu'],
    usage: 'demo',
    mode: 'shared',
    day: { inDays: 3 },
    from: '11:00',
    hours: 4,
  },
  {
    key: 'cart-tests',
    purpose: 'Cart tests',
    team: 'cart',
    environments: ['staging-eu'],
    usage: 'test',
    mode: 'shared',
    day: { inDays: 4 },
    from: '09:00',
    hours: 10,
  },
  {
    key: 'ledger-demo',
    purpose: 'Ledger demo',
    team: 'ledger',
    environments: ['staging-us'],
    usage: 'demo',
    day: { inDays: 1 },
    from: '12:00',
    hours: 2,
    notes: 'For the auditors, who look on.',
  },
  {
    key: 'us-refresh',
    purpose: 'Data refresh',
    team: 'orders',
    environments: ['staging-us'],
    usage: 'data-refresh',
    day: { inDays: 4 },
    from: '15:00',
    hours: 3,
  },
  {
    key: 'branch-tests',
    purpose: 'Feature branch tests, Cart',
    team: 'cart',
    environments: ['dev'],
    usage: 'test',
    mode: 'shared',
    day: { inDays: 0 },
    from: '08:00',
    hours: 58,
    begun: true,
  },
  {
    key: 'debug-checkout',
    purpose: 'Debug, cart and checkout',
    team: MINE,
    environments: ['dev'],
    usage: 'debug',
    mode: 'shared',
    day: { inDays: 0 },
    from: '09:00',
    hours: 9,
    begun: true,
  },
  {
    key: 'gateway-config',
    purpose: 'Gateway config',
    team: 'runtime',
    environments: ['dev'],
    usage: 'config',
    day: { inDays: 3 },
    from: '09:00',
    hours: 4,
  },
  {
    key: 'peak-rehearsal',
    purpose: 'Peak load rehearsal',
    team: 'cards',
    environments: ['perf-eu'],
    usage: 'performance',
    day: { inDays: 0 },
    from: '06:00',
    hours: 36,
    teardownMinutes: 60,
    begun: true,
  },
  {
    key: 'fraud-observes',
    purpose: 'Fraud observes',
    team: 'fraud',
    environments: ['perf-eu'],
    usage: 'performance',
    mode: 'observer',
    day: { inDays: 0 },
    from: '13:00',
    hours: 28,
  },
  {
    key: 'soak-test',
    purpose: 'Soak test of the new basket',
    team: MINE,
    environments: ['perf-eu'],
    usage: 'performance',
    day: { inDays: 2 },
    from: '09:00',
    hours: 48,
    notes: 'Two days and two nights; the runtime team decides.',
  },
  {
    key: 'search-baseline',
    purpose: 'Search load baseline',
    team: 'search',
    environments: ['perf-eu'],
    usage: 'performance',
    day: { inDays: 5 },
    from: '08:00',
    hours: 12,
    setupMinutes: 90,
    teardownMinutes: 60,
  },
  {
    key: 'checkout-production',
    purpose: 'Checkout 5.12 into production',
    team: MINE,
    environments: ['production-eu', 'production-us'],
    usage: 'deploy',
    day: { inDays: 1 },
    from: '10:00',
    hours: 1,
    approved: true,
  },
  {
    key: 'next-regression',
    purpose: 'Release {week} regression',
    team: 'orders',
    environments: ['staging-eu'],
    usage: 'regression',
    day: [1, 4],
    from: '06:30',
    hours: 11.5,
    setupMinutes: 30,
    teardownMinutes: 30,
  },
  {
    key: 'next-load-test',
    purpose: 'Load test of the basket',
    team: MINE,
    environments: ['staging-eu'],
    usage: 'performance',
    day: [1, 5],
    from: '07:00',
    hours: 4,
  },
];
