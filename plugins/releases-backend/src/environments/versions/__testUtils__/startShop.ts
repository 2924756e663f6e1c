import {
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import {
  AuthorizeResult,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import { Knex } from 'knex';
import { startReleases } from '../../../__testUtils__/startReleases';
import {
  stitch,
  testEntity,
} from '../../../catalog/__testUtils__/catalogTestData';
import {
  CHECKOUT,
  QUALITY,
  userInfo,
} from '../../__testUtils__/startEnvironments';
import { approveAll } from '../../__testUtils__/inputs';

export const API = 'component:default/checkout-api';
export const WEB = 'component:default/checkout-web';
export const SECRET = 'component:default/secret';
export const DEV = 'resource:default/dev';
export const STAGING = 'resource:default/staging';
export const PRODUCTION = 'resource:default/production';
export const VAULT = 'resource:default/vault';
export const PREVIEW = 'resource:default/preview-4182';
/** Sees neither what is secret, nor the group of quality. */
export const EVE = 'user:default/eve';
/** May nothing of the suite. */
export const GUEST = 'user:default/guest';

const HIDDEN = [SECRET, VAULT, QUALITY, 'system:default/payments'];

function environment(
  name: string,
  tier: string,
  annotations: Record<string, string> = {},
) {
  return testEntity(`resource:default/${name}`, {
    spec: { type: 'environment', owner: 'quality' },
    annotations: { 'release-desk.dev/tier': tier, ...annotations },
  });
}

function component(ref: string, system: string, relations = {}) {
  return testEntity(ref, {
    title: ref === WEB ? 'Checkout pages' : undefined,
    spec: { type: 'service', owner: 'checkout', system },
    relations,
  });
}

const next = (name: string) => ({
  'release-desk.dev/next-environment': name,
});

const entities = stitch([
  testEntity(QUALITY),
  testEntity(CHECKOUT),
  testEntity('domain:default/commerce'),
  testEntity('system:default/shop', { spec: { domain: 'commerce' } }),
  testEntity('system:default/payments'),
  component(API, 'shop', { dependsOn: [STAGING] }),
  component(WEB, 'shop', { dependsOn: [STAGING, PRODUCTION] }),
  component(SECRET, 'payments'),
  environment('dev', 'development', next('staging')),
  environment('staging', 'staging', next('production')),
  environment('production', 'production'),
  environment('vault', 'staging', next('production')),
  environment('preview-4182', 'development', {
    'release-desk.dev/lifecycle': 'ephemeral',
  }),
]);

const permissions: PermissionsService = {
  async authorize(requests, options) {
    return this.authorizeConditional(requests as never, options) as never;
  },
  async authorizeConditional(requests, options) {
    const { userEntityRef } = options!.credentials.principal as {
      userEntityRef: string;
    };
    return requests.map(({ permission }): PolicyDecision => {
      if (permission.name === 'releases.environment.manage')
        return {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'releases',
          resourceType: 'releases-environment',
          conditions: {
            rule: 'IS_OWNER',
            resourceType: 'releases-environment',
            params: {
              claims: userEntityRef === 'user:default/ingrid' ? [QUALITY] : [],
            },
          },
        };
      if (permission.name === 'catalog.entity.read')
        return {
          result: AuthorizeResult.CONDITIONAL,
          pluginId: 'catalog',
          resourceType: 'catalog-entity',
          conditions: {
            rule: 'HAS_LABEL',
            resourceType: 'catalog-entity',
            params: {},
          },
        };
      const isGuest =
        userEntityRef === GUEST && permission.name.startsWith('releases.');
      return { result: isGuest ? AuthorizeResult.DENY : AuthorizeResult.ALLOW };
    });
  },
};

/** Shows each caller what they may see, as the real one does. */
const catalog = createServiceFactory({
  service: catalogServiceRef,
  deps: {},
  factory: () => {
    const all = catalogServiceMock({ entities });
    return {
      ...all,
      streamEntities: all.streamEntities.bind(all),
      async getEntitiesByRefs(request, options) {
        const { items } = await all.getEntitiesByRefs(request, options);
        const { principal } = options.credentials as {
          principal: { userEntityRef?: string };
        };
        return principal.userEntityRef === EVE
          ? {
              items: items.map((item, index) =>
                HIDDEN.includes(request.entityRefs[index]) ? undefined : item,
              ),
            }
          : { items };
      },
    };
  },
});

/** A shop with a path from dev to production. */
export function startShop(options: { knex: Knex }) {
  return startReleases({
    ...options,
    catalog,
    permissions,
    config: approveAll,
    features: [userInfo],
  });
}
