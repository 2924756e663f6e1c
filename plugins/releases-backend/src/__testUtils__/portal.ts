import { createBackend } from '@backstage/backend-defaults';
import { mockServices } from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import { company } from '../calendar/__testUtils__/company';
import { releasesPlugin } from '../plugin';

/**
 * A process of its own that serves the plugin as a portal does, on Backstage's
 * own services; only its catalog is made up. Its argument is the configuration
 * as JSON.
 */
const backend = createBackend();
backend.add(
  mockServices.rootConfig.factory({ data: JSON.parse(process.argv[2]) }),
);
backend.add(catalogServiceMock.factory({ entities: company }));
backend.add(releasesPlugin);
backend.start();
