import { AddressInfo } from 'node:net';
import {
  BackendFeature,
  coreServices,
  createServiceFactory,
  PermissionsService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { JsonObject } from '@backstage/types';
import { Knex } from 'knex';
import { releasesPlugin } from '../plugin';

/** The whole plugin in a test backend, on a given database. */
export async function startReleases(options: {
  knex: Knex;
  entities?: Entity[];
  /** Another catalog than one that shows everybody all of `entities`. */
  catalog?: BackendFeature;
  config?: JsonObject;
  /** Everything is allowed unless told. */
  permissions?: PermissionsService;
  /** Further plugins and services. */
  features?: BackendFeature[];
}) {
  const {
    knex,
    entities = [],
    catalog = catalogServiceMock.factory({ entities }),
    config = {},
    permissions,
    features = [],
  } = options;
  const { server } = await startTestBackend({
    features: [
      releasesPlugin,
      mockServices.rootConfig.factory({
        data: { backend: { baseUrl: 'http://localhost:7007' }, ...config },
      }),
      catalog,
      createServiceFactory({
        service: coreServices.database,
        deps: {},
        factory: () =>
          mockServices.database({ knex, migrations: { skip: false } }),
      }),
      ...(permissions
        ? [
            createServiceFactory({
              service: coreServices.permissions,
              deps: {},
              factory: () => permissions,
            }),
          ]
        : []),
      ...features,
    ],
  });
  const { port } = server.address() as AddressInfo;
  const baseUrl = `http://localhost:${port}/api/releases`;

  /** A client in the name of a user. */
  function clientOf(userEntityRef = 'user:default/mock') {
    const header = mockCredentials.user.header(userEntityRef);
    return new ReleasesClient({
      discoveryApi: { getBaseUrl: async () => baseUrl },
      fetchApi: {
        fetch: (input, init) => {
          const headers = new Headers(init?.headers);
          if (!headers.has('Authorization'))
            headers.set('Authorization', header);
          return fetch(input, { ...init, headers });
        },
      },
    });
  }

  return { baseUrl, server, clientOf };
}
