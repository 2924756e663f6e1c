import catalogPlugin from '@backstage/plugin-catalog/alpha';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { createDevApp } from '@backstage/frontend-dev-utils';
import {
  ApiBlueprint,
  createFrontendModule,
} from '@backstage/frontend-plugin-api';
import releasesPlugin from '../src';
import { releasesApiRef } from '../src/api';
import {
  createCatalogFixtures,
  createFakeReleasesApi,
  createManyFixtures,
} from '../src/testing';

/** `?many=2000` fills the month with so many items. */
const many = Number(new URLSearchParams(window.location.search).get('many'));
const now = Date.now();

const fakeReleases = createFrontendModule({
  pluginId: 'releases',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: releasesApiRef,
          deps: {},
          factory: () =>
            createFakeReleasesApi({
              now,
              items: many ? createManyFixtures(many, now) : undefined,
            }),
        }),
    }),
  ],
});

const fakeCatalog = createFrontendModule({
  pluginId: 'catalog',
  extensions: [
    ApiBlueprint.make({
      params: defineParams =>
        defineParams({
          api: catalogApiRef,
          deps: {},
          factory: () => catalogApiMock({ entities: createCatalogFixtures() }),
        }),
    }),
  ],
});

createDevApp({
  features: [catalogPlugin, releasesPlugin, fakeReleases, fakeCatalog],
});
