import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  ANNOTATION_LOCATION,
  ANNOTATION_ORIGIN_LOCATION,
  Entity,
} from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import {
  releasesContract,
  toOpenApi,
} from '@release-desk/plugin-releases-common';

const location = 'releases-contract:openapi';

/** The HTTP API of Release Desk as an entity, so that the portal shows it. */
function releasesApiEntity(baseUrl: string): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: 'API',
    metadata: {
      name: 'releases-api',
      title: 'Release Desk API',
      description: 'Windows, releases, events, timeline, feeds and audit log.',
      annotations: {
        [ANNOTATION_LOCATION]: location,
        [ANNOTATION_ORIGIN_LOCATION]: location,
      },
    },
    spec: {
      type: 'openapi',
      lifecycle: 'production',
      owner: 'group:default/team-developer-portal',
      system: 'release-desk',
      definition: JSON.stringify(
        toOpenApi(releasesContract, { servers: [{ url: baseUrl }] }),
      ),
    },
  };
}

class ReleasesApiProvider implements EntityProvider {
  readonly #baseUrl: string;

  constructor(baseUrl: string) {
    this.#baseUrl = baseUrl;
  }

  getProviderName() {
    return 'releases-api';
  }

  async connect(connection: EntityProviderConnection) {
    await connection.applyMutation({
      type: 'full',
      entities: [
        { entity: releasesApiEntity(this.#baseUrl), locationKey: location },
      ],
    });
  }
}

/**
 * Registers the API entity from the contract itself: it cannot be out of date,
 * and needs no file at run time.
 */
export const releasesApiModule = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'releases-api',
  register(env) {
    env.registerInit({
      deps: {
        catalog: catalogProcessingExtensionPoint,
        discovery: coreServices.discovery,
      },
      async init({ catalog, discovery }) {
        const baseUrl = await discovery.getExternalBaseUrl('releases');
        catalog.addEntityProvider(new ReleasesApiProvider(baseUrl));
      },
    });
  },
});
