import { createBackendModule } from '@backstage/backend-plugin-api';
import { mockServices, startTestBackend } from '@backstage/backend-test-utils';
import { Entity } from '@backstage/catalog-model';
import catalogPlugin from '@backstage/plugin-catalog-backend';
import {
  catalogProcessingExtensionPoint,
  EntityProvider,
} from '@backstage/plugin-catalog-node';
import request from 'supertest';
import catalogModuleReleasesModel from './alpha';
import catalogModuleReleases from '.';

const LOCATION = 'test:environments';

function entity(overrides: {
  apiVersion?: string;
  kind?: string;
  name: string;
  type?: string;
  annotations?: Record<string, string>;
}): Entity {
  const { apiVersion, kind, name, type, annotations } = overrides;
  return {
    apiVersion: apiVersion ?? 'backstage.io/v1alpha1',
    kind: kind ?? 'Resource',
    metadata: {
      name,
      annotations: {
        'backstage.io/managed-by-location': LOCATION,
        'backstage.io/managed-by-origin-location': LOCATION,
        ...annotations,
      },
    },
    spec: { ...(type && { type }), owner: 'team-runtime' },
  };
}

async function startCatalog(options: {
  entities: Entity[];
  kinds?: { kind: string; type?: string }[];
  model?: boolean;
}) {
  const { entities, kinds, model } = options;
  const provider: EntityProvider = {
    getProviderName: () => 'test',
    connect: connection =>
      connection.applyMutation({
        type: 'full',
        entities: entities.map(item => ({
          entity: item,
          locationKey: LOCATION,
        })),
      }),
  };
  const errors: string[] = [];
  const { server } = await startTestBackend({
    features: [
      catalogPlugin,
      catalogModuleReleases,
      ...(model ? [catalogModuleReleasesModel] : []),
      createBackendModule({
        pluginId: 'catalog',
        moduleId: 'test-entities',
        register(env) {
          env.registerInit({
            deps: { processing: catalogProcessingExtensionPoint },
            async init({ processing }) {
              processing.addEntityProvider(provider);
              processing.setOnProcessingErrorHandler?.(event => {
                errors.push(...event.errors.map(error => error.message));
              });
            },
          });
        },
      }),
      mockServices.rootConfig.factory({
        data: {
          catalog: {
            rules: [{ allow: ['Resource', 'Environment', 'Group', 'System'] }],
            processingInterval: { seconds: 1 },
          },
          ...(kinds && { releases: { environments: { kinds } } }),
        },
      }),
    ],
  });
  return { server, errors };
}

/** Asks until it is so, for the catalog processes in its own time. */
async function until<T>(ask: () => Promise<T | undefined> | T | undefined) {
  const deadline = Date.now() + 15_000;
  for (;;) {
    const answer = await ask();
    if (answer || Date.now() > deadline) return answer;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
}

type Catalog = Awaited<ReturnType<typeof startCatalog>>;

function readEntity({ server }: Catalog, ref: string) {
  return until(async () => {
    const { status, body } = await request(server).get(
      `/api/catalog/entities/by-name/${ref}`,
    );
    return status === 200 ? (body as Entity) : undefined;
  });
}

describe('the catalog with environments', () => {
  it('takes what is right and says of each wrong annotation what was expected', async () => {
    const catalog = await startCatalog({
      entities: [
        entity({
          name: 'staging-eu',
          type: 'environment',
          annotations: {
            'release-desk.dev/tier': 'staging',
            'release-desk.dev/next-environment': 'production-eu',
            'release-desk.dev/cost-per-day': 'EUR 64',
          },
        }),
        entity({
          name: 'perf',
          type: 'environment',
          annotations: {
            'release-desk.dev/tier': 'performance',
            'release-desk.dev/cost-per-day': 'lots',
          },
        }),
        // No environment: what its annotations say is not ours to judge.
        entity({
          name: 'orders-db',
          type: 'database',
          annotations: { 'release-desk.dev/tier': 'gold' },
        }),
      ],
    });

    expect(
      await readEntity(catalog, 'resource/default/staging-eu'),
    ).toMatchObject({ metadata: { name: 'staging-eu' } });
    expect(
      await readEntity(catalog, 'resource/default/orders-db'),
    ).toBeDefined();
    await until(() => catalog.errors.length >= 2);
    expect([...new Set(catalog.errors)].sort()).toEqual([
      expect.stringContaining(
        'release-desk.dev/cost-per-day: expected a currency and an amount, such as EUR 12.50, got "lots"',
      ),
      expect.stringContaining(
        'release-desk.dev/tier: expected one of development, test, staging, production, got "performance"',
      ),
    ]);
  });

  it('reads a kind of its own, named in configuration and described by the model', async () => {
    const catalog = await startCatalog({
      model: true,
      kinds: [{ kind: 'Environment' }],
      entities: [
        entity({
          apiVersion: 'release-desk.dev/v1alpha1',
          kind: 'Environment',
          name: 'qa',
          annotations: { 'release-desk.dev/tier': 'test' },
        }),
        entity({
          apiVersion: 'release-desk.dev/v1alpha1',
          kind: 'Environment',
          name: 'broken',
          annotations: { 'release-desk.dev/lifecycle': 'eternal' },
        }),
        entity({
          name: 'old-style',
          type: 'environment',
          annotations: { 'release-desk.dev/tier': 'gold' },
        }),
      ],
    });

    const qa = await readEntity(catalog, 'environment/default/qa');
    expect(qa?.relations).toEqual([
      { type: 'ownedBy', targetRef: 'group:default/team-runtime' },
    ]);
    expect(
      await readEntity(catalog, 'resource/default/old-style'),
    ).toBeDefined();
    await until(() => catalog.errors.length > 0);
    expect([...new Set(catalog.errors)]).toEqual([
      expect.stringContaining(
        'release-desk.dev/lifecycle: expected one of ephemeral, shared, long-lived, got "eternal"',
      ),
    ]);
  });
});
