import {
  BackendFeature,
  coreServices,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  environmentReadPermission,
  RESOURCE_TYPE_ENVIRONMENT,
} from '@release-desk/plugin-releases-common';
import { Entity } from '@backstage/catalog-model';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { startReleases } from '../../__testUtils__/startReleases';
import {
  stitch,
  testEntity,
} from '../../catalog/__testUtils__/catalogTestData';

export const STAGING = 'resource:default/staging';
export const STAGING_US = 'resource:default/staging-us';
export const LONELY = 'resource:default/lonely';
export const SERVICE = 'component:default/checkout';
/** Owns staging. */
export const QUALITY = 'group:default/quality';
export const PAYMENTS = 'group:default/payments';
export const CHECKOUT = 'group:default/checkout';
/** Has no members. */
export const LABS = 'group:default/labs';

/** Of quality, payments and checkout, in this order. */
export const [INGRID, PAT, MIRA] = ['ingrid', 'pat', 'mira'].map(
  name => `user:default/${name}`,
);
const GROUPS: Record<string, string[]> = {
  [INGRID]: [QUALITY],
  [PAT]: [PAYMENTS],
  [MIRA]: [CHECKOUT],
};

function environment(ref: string, owner?: string) {
  return testEntity(ref, {
    spec: { type: 'environment', system: 'shop', ...(owner && { owner }) },
    annotations: { 'release-desk.dev/tier': 'staging' },
  });
}

/** Three teams, and environments that one of them owns. */
export const company = stitch([
  ...Object.entries(GROUPS).flatMap(([user, [group]]) => [
    testEntity(user, { relations: { memberOf: [group] } }),
    testEntity(group, { relations: { hasMember: [user] } }),
  ]),
  testEntity(LABS),
  testEntity('system:default/shop', { spec: { owner: 'quality' } }),
  testEntity('system:default/empty', { spec: { owner: 'quality' } }),
  testEntity(SERVICE, { spec: { type: 'service', owner: 'checkout' } }),
  environment(STAGING, 'quality'),
  environment(STAGING_US, 'quality'),
  environment(LONELY),
]);

/** Who owns what through which groups: as a real portal says it. */
export const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => ({
    async getUserInfo(credentials) {
      const { userEntityRef } = credentials.principal as {
        userEntityRef: string;
      };
      return {
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, ...(GROUPS[userEntityRef] ?? [])],
      };
    },
  }),
});

/** Everybody may everything, but only an owner may act as one of an environment. */
export const ownersDecide: PermissionsService = {
  async authorize(requests, options) {
    return this.authorizeConditional(requests as never, options) as never;
  },
  async authorizeConditional(requests, options) {
    const { userEntityRef } = options!.credentials.principal as {
      userEntityRef: string;
    };
    return requests.map(({ permission }): PolicyDecision => {
      const { resourceType } = permission as { resourceType?: string };
      if (
        resourceType !== RESOURCE_TYPE_ENVIRONMENT ||
        permission.name === environmentReadPermission.name
      )
        return { result: AuthorizeResult.ALLOW };
      return {
        result: AuthorizeResult.CONDITIONAL,
        pluginId: 'releases',
        resourceType,
        conditions: {
          rule: 'IS_OWNER',
          resourceType,
          params: { claims: GROUPS[userEntityRef] ?? [] },
        },
      };
    });
  },
};

export function startEnvironments(options: {
  knex: Knex;
  config?: JsonObject;
  permissions?: PermissionsService;
  features?: BackendFeature[];
  /** The company above unless told. */
  entities?: Entity[];
}) {
  const { permissions = ownersDecide, features = [], ...rest } = options;
  return startReleases({
    entities: company,
    ...rest,
    permissions,
    features: [userInfo, ...features],
  });
}
