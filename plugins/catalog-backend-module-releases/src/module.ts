import {
  coreServices,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import { catalogProcessingExtensionPoint } from '@backstage/plugin-catalog-node';
import { environmentKindsOf } from './environmentKinds';
import { EnvironmentProcessor } from './EnvironmentProcessor';

/**
 * Checks the annotations of environments while the catalog processes them.
 *
 * @public
 */
export const catalogModuleReleases = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'releases',
  register(env) {
    env.registerInit({
      deps: {
        config: coreServices.rootConfig,
        processing: catalogProcessingExtensionPoint,
      },
      async init({ config, processing }) {
        const kinds = environmentKindsOf(config);
        processing.addProcessor(new EnvironmentProcessor({ kinds }));
      },
    });
  },
});
