import { createServer } from 'node:net';
import { createBackend } from '@backstage/backend-defaults';
import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { JsonValue } from '@backstage/types';
import { Knex } from 'knex';
import { baselinePlugin } from './baselinePlugin';

export interface RunningBackend {
  port: number;
  token: string;
  /** The database of the releases plugin. */
  knex: Knex;
  stop(): Promise<void>;
}

/**
 * The portal's backend as far as it takes part: real authentication, real
 * permission policy over HTTP, real database. The catalog is one in memory, so
 * that its own speed is not what is measured.
 */
export async function startBackend(options: {
  database: { client: string; connection: JsonValue };
  entities: Entity[];
}): Promise<RunningBackend> {
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  let knex: Knex | undefined;
  const backend = createBackend();
  backend.add(
    mockServices.rootConfig.factory({
      data: {
        app: { baseUrl },
        backend: {
          baseUrl,
          listen: { host: '127.0.0.1', port },
          database: options.database,
        },
        auth: {
          providers: {
            guest: {
              userEntityRef: 'user:default/guest',
              ownershipEntityRefs: [
                'user:default/guest',
                'group:default/team-0',
              ],
              dangerouslyAllowOutsideDevelopment: true,
            },
          },
        },
        permission: { enabled: true },
        releases: {
          environments: {
            bookingPolicies: [{ policy: { autoApprove: [{}] } }],
          },
        },
      },
    }),
  );
  backend.add(mockServices.rootLogger.factory({ level: 'warn' }));
  // Once as it starts: the catalog is read. What would come later, such as
  // putting all of the calendar on the timeline again each day, would disturb.
  backend.add(mockServices.scheduler.factory());
  backend.add(catalogServiceMock.factory({ entities: options.entities }));
  backend.add(import('@backstage/plugin-auth-backend'));
  backend.add(import('@backstage/plugin-auth-backend-module-guest-provider'));
  backend.add(import('@backstage/plugin-permission-backend'));
  backend.add(
    import('@backstage/plugin-permission-backend-module-allow-all-policy'),
  );
  backend.add(import('@release-desk/plugin-releases-backend'));
  backend.add(
    createBackendModule({
      pluginId: 'releases',
      moduleId: 'benchmark',
      register(reg) {
        reg.registerInit({
          deps: { database: coreServices.database },
          async init({ database }) {
            knex = await database.getClient();
          },
        });
      },
    }),
  );
  backend.add(baselinePlugin);
  await backend.start();

  const answer = await fetch(`${baseUrl}/api/auth/guest/refresh`, {
    method: 'POST',
  });
  if (!answer.ok) throw new Error(`Sign-in failed: ${await answer.text()}`);
  const { backstageIdentity } = await answer.json();
  return {
    port,
    token: backstageIdentity.token,
    knex: knex!,
    stop: () => backend.stop(),
  };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.on('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() =>
        address && typeof address === 'object'
          ? resolve(address.port)
          : reject(new Error('No free port')),
      );
    });
  });
}
