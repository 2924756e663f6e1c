import { permissionsServiceFactory } from '@backstage/backend-defaults/permissions';
import { permissionsRegistryServiceFactory } from '@backstage/backend-defaults/permissionsRegistry';
import {
  coreServices,
  createBackendModule,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  TestDatabases,
} from '@backstage/backend-test-utils';
// eslint-disable-next-line @backstage/no-mixed-plugin-imports
import permissionPlugin from '@backstage/plugin-permission-backend';
import { Entity } from '@backstage/catalog-model';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  releaseReadPermission,
  releaseUpdatePermission,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import request from 'supertest';
import { startReleases } from '../__testUtils__/startReleases';
import { createReleaseConditionalDecision, releaseConditions } from '.';

jest.setTimeout(60_000);

const ALICE = 'user:default/alice';
const BOB = 'user:default/bob';

/** One sees and changes what one owns. */
const policyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'test-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy({
          async handle(
            { permission }: PolicyQuery,
            user?: PolicyQueryUser,
          ): Promise<PolicyDecision> {
            if (
              isPermission(permission, releaseReadPermission) ||
              isPermission(permission, releaseUpdatePermission)
            )
              return createReleaseConditionalDecision(
                permission,
                releaseConditions.isOwner({
                  claims: user?.info.ownershipEntityRefs ?? [],
                }),
              );
            return { result: AuthorizeResult.ALLOW };
          },
        });
      },
    });
  },
});

/**
 * As the real one: what a plugin asks on behalf of a user names the plugin too.
 * Only then does the permission backend answer with conditions.
 */
const actingAuth = createServiceFactory({
  service: coreServices.auth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const auth = mockServices.auth({ pluginId: plugin.getId() });
    const inner = auth.getPluginRequestToken.bind(auth);
    auth.getPluginRequestToken = async options => {
      const { onBehalfOf } = options;
      if (!auth.isPrincipal(onBehalfOf, 'user')) return inner(options);
      const actor = { subject: `plugin:${plugin.getId()}` };
      return {
        token: mockCredentials.user.token(onBehalfOf.principal.userEntityRef, {
          actor,
        }),
      };
    };
    return auth;
  },
});

function userEntity(name: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'User',
    metadata: { name },
    spec: { memberOf: [] },
  };
}

function plan(client: ReleasesClient, owner: string) {
  return client.createRelease({
    body: {
      title: `Of ${owner}`,
      owner,
      entities: [{ ref: 'component:default/checkout-api', version: '1.2.3' }],
      start: '2026-12-01T10:00:00Z',
      end: '2026-12-01T11:00:00Z',
    },
  });
}

const databases = TestDatabases.create({ ids: ['SQLITE_3', 'POSTGRES_18'] });

describe.each(databases.eachSupportedId())(
  'a policy with conditions, %p',
  databaseId => {
    it('filters lists in SQL, hides, forbids, and decides on a single resource', async () => {
      const knex = await databases.init(databaseId);
      const { clientOf, server } = await startReleases({
        knex,
        config: { permission: { enabled: true } },
        entities: [
          {
            apiVersion: 'backstage.io/v1alpha1',
            kind: 'Component',
            metadata: { name: 'checkout-api' },
            spec: { type: 'service', owner: 'user:default/carol' },
          },
          userEntity('alice'),
          userEntity('bob'),
        ],
        features: [
          actingAuth,
          permissionPlugin,
          policyModule,
          permissionsServiceFactory,
          permissionsRegistryServiceFactory,
        ],
      });
      const alice = clientOf(ALICE);
      const bob = clientOf(BOB);
      const ofAlice = await plan(alice, ALICE);
      const ofBob = await plan(bob, BOB);

      const list = await bob.listReleases({ query: {} });
      expect(list.items.map(one => one.id)).toEqual([ofBob.id]);
      const timeline = await bob.getTimeline({
        query: { from: '2026-11-01T00:00:00Z', to: '2027-01-01T00:00:00Z' },
      });
      expect(timeline.items.map(one => one.sourceId)).toEqual([ofBob.id]);

      const params = { id: ofAlice.id };
      await expect(bob.getRelease({ params })).rejects.toMatchObject({
        statusCode: 404,
      });
      // Hidden from bob, or forbidden: never a hint at its revision.
      for (const attempt of [
        bob.updateRelease({ params, revision: 1, body: { title: 'Mine' } }),
        bob.updateRelease({ params, revision: 7, body: { title: 'Mine' } }),
      ])
        expect(
          await attempt.catch(error => [403, 404].includes(error.statusCode)),
        ).toBe(true);
      expect(await alice.getRelease({ params })).toMatchObject({
        title: `Of ${ALICE}`,
        revision: 1,
      });

      // As pages ask: the permission backend asks this plugin in turn.
      const decide = async (user: string) => {
        const { body } = await request(server)
          .post('/api/permission/authorize')
          .set('Authorization', mockCredentials.user.header(user))
          .send({
            items: [
              {
                id: '1',
                permission: releaseUpdatePermission,
                resourceRef: ofAlice.id,
              },
            ],
          })
          .expect(200);
        return body.items[0].result;
      };
      expect(await decide(ALICE)).toBe('ALLOW');
      expect(await decide(BOB)).toBe('DENY');
    });
  },
);
