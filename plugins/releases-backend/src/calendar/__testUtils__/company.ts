import {
  stitch,
  testEntity,
} from '../../catalog/__testUtils__/catalogTestData';

export const CHECKOUT = 'component:default/checkout';
export const GATEWAY = 'component:default/gateway';
export const PROD = 'resource:default/prod-eu';
export const STAGING = 'resource:default/staging';
export const PAYMENTS = 'group:default/payments';
export const PLATFORM = 'group:default/platform';

function environment(ref: string, tier: string) {
  return testEntity(ref, {
    spec: { type: 'environment', owner: 'platform' },
    annotations: { 'release-desk.dev/tier': tier },
  });
}

/** Two teams, a shop of two services, and where they run. */
export const company = stitch([
  testEntity(PAYMENTS),
  testEntity(PLATFORM),
  testEntity('domain:default/commerce', { spec: { owner: 'payments' } }),
  testEntity('system:default/shop', {
    spec: { owner: 'payments', domain: 'commerce' },
  }),
  testEntity(CHECKOUT, {
    spec: { type: 'service', owner: 'payments', system: 'shop' },
    relations: { dependsOn: [GATEWAY] },
  }),
  testEntity(GATEWAY, { spec: { type: 'service', owner: 'platform' } }),
  environment(PROD, 'production'),
  environment(STAGING, 'staging'),
]);
