/** Which day: of a week around this one (1 is Monday), or so many days from today. */
export type Day = [week: number, weekday: number] | { inDays: number };

/** A release as the company planned it. */
export interface ReleaseRow {
  key: string;
  title: string;
  day: Day;
  /** `HH:mm`, where the team plans. */
  time: string;
  hours: number;
  owner: string;
  /** What ships: ref without namespace, version, version before. */
  ships: [ref: string, version: string, before?: string][];
  to: string[];
  /** Planned in New York instead of Berlin. */
  us?: true;
  /** Already ready though still to come. */
  ready?: true;
  /** What became of it, where it was not released. */
  outcome?: 'rolled-back' | 'cancelled';
  notes?: string;
}

const EU = ['production-eu'];
const BOTH = ['production-eu', 'production-us'];
const ALL = ['staging-eu', ...BOTH];

const checkout = 'team-checkout';
const orders = 'team-orders';
const cart = 'team-cart';
const storefront = 'team-storefront';
const payouts = 'team-payouts';
const fraud = 'team-fraud';
const ledger = 'team-ledger';
const cards = 'team-cards';
const identity = 'team-identity';
const search = 'team-search';
const tools = 'team-developer-tools';
const runtime = 'team-runtime';

/** The release that an approved override lets through the freeze of this week. */
export const OVERRIDDEN_RELEASE = 'release/fraud-rules-current';

/** Releases of thirteen weeks, earliest first. `{week}` is the ISO week of the day. */
// prettier-ignore
export const RELEASE_ROWS: ReleaseRow[] = [
  { key: 'release/ledger-core-6.8', title: 'Faster balance queries', day: [-4, 2], time: '10:00', hours: 2, owner: ledger, ships: [['component:ledger-core', '6.8.0', '6.7.2']], to: BOTH },
  { key: 'release/search-api-12.1', title: 'Facets by colour', day: [-4, 3], time: '11:00', hours: 1, owner: search, ships: [['component:search-api', '12.1.0', '12.0.4']], to: BOTH },
  { key: 'release/checkout-web-2.8', title: 'New address form', day: [-4, 4], time: '14:00', hours: 1, owner: checkout, ships: [['component:checkout-web', '2.8.0', '2.7.5']], to: ALL },
  { key: 'release/payouts-api-3.0', title: 'Payouts in three currencies', day: [-3, 2], time: '09:00', hours: 2, owner: payouts, ships: [['component:payouts-api', '3.0.0', '2.19.3'], ['component:payouts-worker', '3.0.0', '2.19.3']], to: BOTH },
  { key: 'release/refunds-api-1.14', title: 'Partial refunds', day: [-3, 3], time: '15:00', hours: 1, owner: cards, ships: [['component:refunds-api', '1.14.0', '1.13.2']], to: EU, outcome: 'cancelled', notes: 'Cards was closed after the acquirer outage.' },
  { key: 'release/identity-gateway-9.2', title: 'Passkeys for staff', day: [-3, 4], time: '10:00', hours: 2, owner: identity, ships: [['component:identity-gateway', '9.2.0', '9.1.6']], to: BOTH, outcome: 'rolled-back', notes: 'Old sessions were refused. Back on 9.1.6 after 14 minutes.' },
  { key: 'release/storefront-web-31.4', title: 'Wish lists', day: [-3, 4], time: '14:00', hours: 2, owner: storefront, ships: [['component:storefront-web', '31.4.0', '31.3.1'], ['component:storefront-bff', '18.2.0', '18.1.0']], to: ALL },
  { key: 'release/fraud-rules-2', title: 'Rules of the week', day: [-2, 1], time: '09:00', hours: 1, owner: fraud, ships: [['component:fraud-rules', '{year}.{week}']], to: BOTH },
  { key: 'release/checkout-api-4.17.2', title: 'Retry of timed-out payments', day: [-2, 2], time: '20:00', hours: 1, owner: checkout, ships: [['component:checkout-api', '4.17.2', '4.17.1']], to: BOTH },
  { key: 'release/orders-db-57', title: 'Index for order search', day: [-2, 3], time: '20:30', hours: 2, owner: orders, ships: [['resource:orders-db', 'v57', 'v56']], to: BOTH },
  { key: 'release/search-api-12.2', title: 'Synonyms by language', day: [-2, 4], time: '11:00', hours: 1, owner: search, ships: [['component:search-api', '12.2.0', '12.1.0']], to: BOTH, outcome: 'cancelled', notes: 'Folded into search-index 5.1.' },
  { key: 'release/event-bus-3.6', title: 'Topics with retention by size', day: [-2, 4], time: '09:00', hours: 3, owner: runtime, ships: [['component:event-bus', '3.6.0', '3.5.2']], to: ALL },
  { key: 'release/storefront-web-31.5', title: 'Lighter product pictures', day: [-1, 2], time: '14:00', hours: 1, owner: storefront, ships: [['component:storefront-web', '31.5.0', '31.4.0'], ['component:media-store', '6.0.3', '6.0.2']], to: ALL },
  { key: 'release/cart-service-8.3', title: 'Save for later', day: [-1, 2], time: '13:00', hours: 2, owner: cart, ships: [['component:cart-service', '8.3.0', '8.2.4']], to: ALL },
  { key: 'release/tax-engine-2.4.1', title: 'Reverse charge for B2B', day: [-1, 3], time: '09:00', hours: 1, owner: checkout, ships: [['component:tax-engine', '2.4.1', '2.4.0']], to: EU },
  { key: 'release/checkout-api-4.17.3', title: 'Last fixes before the peak', day: [-1, 4], time: '20:00', hours: 1, owner: checkout, ships: [['component:checkout-api', '4.17.3', '4.17.2']], to: BOTH },
  { key: 'release/payment-gateway-5.9', title: 'Second acquirer connection', day: [-1, 4], time: '10:00', hours: 3, owner: cards, ships: [['component:payment-gateway', '5.9.0', '5.8.1'], ['component:nordpay-adapter', '2.0.0-rc.3', '1.22.0']], to: BOTH },
  { key: 'release/identity-gateway-9.3', title: 'Passkeys for staff, second try', day: [-1, 5], time: '10:00', hours: 2, owner: identity, ships: [['component:identity-gateway', '9.3.0', '9.1.6']], to: BOTH },
  { key: 'release/deploy-controller-1.31', title: 'Waves by region', day: [0, 1], time: '09:30', hours: 2, owner: tools, ships: [['component:deploy-controller', '1.31.0', '1.30.4']], to: BOTH },
  { key: 'release/search-index-5.1', title: 'Vector ranking', day: { inDays: 0 }, time: '08:30', hours: 30, owner: search, ships: [['component:search-index', '5.1.0', '5.0.8'], ['component:search-api', '12.3.0', '12.1.0']], to: BOTH, notes: 'In waves: EU first, US on the second day.' },
  { key: 'release/preview-bff', title: 'Product page with video', day: { inDays: 0 }, time: '13:00', hours: 4, owner: storefront, ships: [['component:storefront-bff', '18.3.0-beta.1', '18.2.0']], to: ['staging-eu'] },
  { key: OVERRIDDEN_RELEASE, title: 'Rules of the week', day: { inDays: 1 }, time: '09:00', hours: 1, owner: fraud, ships: [['component:fraud-rules', '{year}.{week}'], ['component:fraud-scoring', '14.2.1', '14.2.0']], to: BOTH, ready: true, notes: 'Card testing attacks change by the week; so do the rules.' },
  { key: 'release/identity-gateway-9.4', title: 'Shorter sessions on shared devices', day: { inDays: 1 }, time: '14:00', hours: 2, owner: identity, ships: [['component:identity-gateway', '9.4.0', '9.3.0'], ['component:accounts-web', '21.0.0', '20.6.1']], to: ALL, ready: true },
  { key: 'release/orders-db-58', title: 'Order archive table', day: [0, 3], time: '20:30', hours: 2, owner: orders, ships: [['resource:orders-db', 'v58', 'v57']], to: BOTH, outcome: 'cancelled', notes: 'Fell into the freeze.' },
  { key: 'release/checkout-api-4.18', title: 'One-page checkout', day: [0, 4], time: '14:00', hours: 2, owner: checkout, us: true, ships: [['component:checkout-api', '4.18.0', '4.17.3'], ['component:checkout-web', '2.10.0', '2.9.1'], ['resource:orders-db', 'v58', 'v57']], to: ALL, outcome: 'cancelled', notes: 'Behind the flag one-page-checkout, 5 % first.' },
  { key: 'release/build-runner-2.14', title: 'Warm caches between branches', day: [0, 5], time: '11:00', hours: 2, owner: tools, ships: [['component:build-runner', '2.14.0', '2.13.2']], to: EU },
  { key: 'release/promotions-engine-7', title: 'Vouchers that stack', day: [1, 1], time: '15:00', hours: 1, owner: cart, ships: [['component:promotions-engine', '7.0.0', '6.11.3']], to: BOTH, outcome: 'cancelled' },
  { key: 'release/payouts-api-3.1', title: 'Instant payouts', day: [1, 2], time: '09:00', hours: 2, owner: payouts, ships: [['component:payouts-api', '3.1.0', '3.0.0'], ['component:merchant-portal', '11.2.0', '11.1.0']], to: BOTH, ready: true },
  { key: 'release/cart-service-8.4', title: 'Shared carts', day: [1, 2], time: '13:00', hours: 2, owner: cart, ships: [['component:cart-service', '8.4.0', '8.3.0']], to: ALL },
  { key: 'release/order-archive-2', title: 'Archive after two years', day: [1, 3], time: '21:00', hours: 2, owner: orders, ships: [['component:order-archive', '2.0.0', '1.9.0'], ['resource:orders-db', 'v59', 'v58']], to: EU },
  { key: 'release/ledger-core-7', title: 'Ledger with sub-accounts', day: [1, 4], time: '10:00', hours: 3, owner: ledger, ships: [['component:ledger-core', '7.0.0', '6.8.0'], ['resource:ledger-db', 'v112', 'v111']], to: BOTH, notes: 'Audited change: reconciliation runs before and after.' },
  { key: 'release/storefront-web-32', title: 'Product page with video', day: [1, 4], time: '14:00', hours: 2, owner: storefront, ships: [['component:storefront-web', '32.0.0', '31.5.0'], ['component:storefront-bff', '18.3.0', '18.2.0']], to: ALL },
  { key: 'release/tax-engine-2.5', title: 'Tax tables of the new year', day: [1, 5], time: '09:00', hours: 1, owner: checkout, ships: [['component:tax-engine', '2.5.0', '2.4.1'], ['resource:tax-tables', 'v31', 'v30']], to: BOTH },
  { key: 'release/fraud-rules-next', title: 'Rules of the week', day: [2, 1], time: '09:00', hours: 1, owner: fraud, ships: [['component:fraud-rules', '{year}.{week}']], to: BOTH },
  { key: 'release/checkout-api-4.19', title: 'Wallet refunds', day: [2, 2], time: '10:00', hours: 2, owner: checkout, ships: [['component:checkout-api', '4.19.0', '4.18.0'], ['component:refunds-api', '1.15.0', '1.13.2']], to: ALL },
  { key: 'release/nordpay-adapter-2', title: 'Nordpay API v2', day: [2, 3], time: '10:00', hours: 3, owner: cards, ships: [['component:nordpay-adapter', '2.0.0', '1.22.0'], ['component:payment-gateway', '6.0.0', '5.9.0']], to: BOTH, notes: 'Before v1 ends.' },
  { key: 'release/vpc-5.3', title: 'Networks with IPv6', day: [2, 3], time: '09:00', hours: 5, owner: runtime, ships: [['component:vpc', '5.3.1', '5.2.0']], to: ALL },
  { key: 'release/catalogue-api-22', title: 'Bundles', day: [2, 4], time: '13:00', hours: 2, owner: storefront, us: true, ships: [['component:catalogue-api', '22.0.0', '21.8.0'], ['resource:catalogue-db', 'v204', 'v203']], to: BOTH },
  { key: 'release/returns-api-4', title: 'Returns without a printer', day: [3, 1], time: '11:00', hours: 2, owner: orders, ships: [['component:returns-api', '4.0.0', '3.7.4']], to: BOTH },
  { key: 'release/identity-gateway-10', title: 'One account for shops and merchants', day: [3, 2], time: '10:00', hours: 4, owner: identity, ships: [['component:identity-gateway', '10.0.0', '9.4.0'], ['resource:identity-db', 'v77', 'v76']], to: ALL },
  { key: 'release/payment-gateway-6.1', title: 'Pay by bank', day: [3, 5], time: '19:00', hours: 2, owner: cards, ships: [['component:payment-gateway', '6.1.0', '6.0.0'], ['component:checkout-web', '2.11.0', '2.10.0']], to: BOTH },
  { key: 'release/feature-flags-3', title: 'Flags with an end date', day: [4, 2], time: '10:00', hours: 1, owner: runtime, ships: [['component:feature-flags', '3.0.0', '2.21.0']], to: BOTH },
  { key: 'release/search-api-13', title: 'Search by picture', day: [4, 4], time: '11:00', hours: 2, owner: search, us: true, ships: [['component:search-api', '13.0.0', '12.3.0']], to: ['staging-us', 'production-us'] },
  { key: 'release/statements-api-2', title: 'Statements as e-invoices', day: [5, 3], time: '10:00', hours: 2, owner: ledger, ships: [['component:statements-api', '2.0.0', '1.18.0'], ['component:invoice-pdf', '9.1.0', '9.0.2']], to: EU },
  { key: 'release/ui-kit-6', title: 'New look of forms', day: [6, 2], time: '14:00', hours: 1, owner: storefront, ships: [['component:ui-kit', '6.0.0', '5.14.0']], to: [] },
  { key: 'release/eks-cluster-4', title: 'Clusters on the next Kubernetes', day: [7, 2], time: '09:00', hours: 6, owner: runtime, ships: [['component:eks-cluster', '4.0.0', '3.6.0']], to: ALL },
  { key: 'release/checkout-api-5', title: 'Checkout in four languages', day: [8, 3], time: '10:00', hours: 2, owner: checkout, ships: [['component:checkout-api', '5.0.0', '4.19.0'], ['component:checkout-web', '3.0.0', '2.11.0']], to: ALL },
];
