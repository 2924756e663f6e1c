import {
  catalogApiRef,
  EntityProvider,
  EntityPresentationApi,
  entityPresentationApiRef,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/test-utils';
import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { ReactNode } from 'react';
import { Route, Routes } from 'react-router-dom';
import {
  EntityReleasesCard,
  EntityReleasesContent,
  HomePageComingUp,
  releasesApiRef,
  releasesPlugin,
  ReleasesPage,
} from './legacy';
import { FixedNow } from './shared/time';
import {
  createCatalogFixtures,
  createFakeReleasesApi,
  PICTURE_NOW,
} from './testing';

function Apis(props: { children: ReactNode }) {
  const presentation: EntityPresentationApi = {
    forEntity: ref => {
      const snapshot = { primaryTitle: String(ref), entityRef: String(ref) };
      return { snapshot, promise: Promise.resolve(snapshot) };
    },
  };
  return (
    <FixedNow value={PICTURE_NOW}>
      <TestApiProvider
        apis={[
          [releasesApiRef, createFakeReleasesApi()],
          [
            catalogApiRef,
            catalogApiMock({ entities: createCatalogFixtures() }),
          ],
          [permissionApiRef, mockApis.permission()],
          [entityPresentationApiRef, presentation],
        ]}
      >
        {props.children}
      </TestApiProvider>
    </FixedNow>
  );
}

const mountedRoutes = { '/catalog/:namespace/:kind/:name': entityRouteRef };

function entityPage(children: ReactNode) {
  const entity = createCatalogFixtures().find(
    ({ metadata }) => metadata.name === 'checkout-api',
  )!;
  return (
    <Apis>
      <Routes>
        <Route path="/releases/*" element={<ReleasesPage />} />
        <Route
          path="/*"
          element={<EntityProvider entity={entity}>{children}</EntityProvider>}
        />
      </Routes>
    </Apis>
  );
}

describe('the old frontend system', () => {
  it('brings its own client', () => {
    expect([...releasesPlugin.getApis()].map(({ api }) => api.id)).toEqual([
      releasesApiRef.id,
    ]);
  });

  it('shows the calendar, and the audit log in a tab beside it', async () => {
    await renderInTestApp(
      <Apis>
        <Routes>
          <Route path="/releases/*" element={<ReleasesPage />} />
        </Routes>
      </Apis>,
      { routeEntries: ['/releases/calendar?view=timeline'], mountedRoutes },
    );
    expect(
      await screen.findByRole(
        'button',
        { name: /Release checkout-api 4\.18\.0, planned/ },
        { timeout: 15_000 },
      ),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('tab', { name: 'Audit' }));
    expect(screen.getByRole('tab', { name: 'Audit' })).toHaveAttribute(
      'aria-selected',
      'true',
    );
  }, 30_000);

  it('answers on the page of an entity, with links into the calendar', async () => {
    await renderInTestApp(entityPage(<EntityReleasesCard />), {
      routeEntries: ['/'],
      mountedRoutes,
    });
    const [link] = await screen.findAllByRole(
      'link',
      { name: /checkout-api 4\.18\.0/ },
      { timeout: 15_000 },
    );
    expect(link).toHaveAttribute(
      'href',
      expect.stringMatching(/^\/releases\/calendar\?/),
    );
  }, 30_000);

  it('shows the whole answer in a tab', async () => {
    await renderInTestApp(entityPage(<EntityReleasesContent />), {
      routeEntries: ['/'],
      mountedRoutes,
    });
    expect(
      await screen.findByText('When it opens', {}, { timeout: 15_000 }),
    ).toBeInTheDocument();
  }, 30_000);

  it('says on the home page what is coming up', async () => {
    await renderInTestApp(entityPage(<HomePageComingUp />), {
      routeEntries: ['/'],
      mountedRoutes,
    });
    expect(
      await screen.findByText('Coming up', {}, { timeout: 15_000 }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole(
        'link',
        { name: 'Open the calendar' },
        { timeout: 15_000 },
      ),
    ).toHaveAttribute('href', expect.stringMatching(/^\/releases\/calendar/));
  }, 30_000);
});
