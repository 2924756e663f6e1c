import { createBackendModule } from '@backstage/backend-plugin-api';
import { CatalogModelSources } from '@backstage/catalog-model/alpha';
import { catalogModelExtensionPoint } from '@backstage/plugin-catalog-node/alpha';
import { releasesCatalogModelLayer } from './layer';

/**
 * Adds the layer to the catalog's model. A choice of the portal, because any
 * model source makes the catalog check every kind against its model instead of
 * by its built-in processor.
 *
 * @alpha
 */
export const catalogModuleReleasesModel = createBackendModule({
  pluginId: 'catalog',
  moduleId: 'releases-model',
  register(env) {
    env.registerInit({
      deps: { model: catalogModelExtensionPoint },
      async init({ model }) {
        model.addModelSource(
          CatalogModelSources.static([releasesCatalogModelLayer]),
        );
      },
    });
  },
});
