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
  EntityEnvironmentCard,
  EntityEnvironmentContent,
  EntityGroupEnvironmentsCard,
  EntityReleasesCard,
  EntityReleasesContent,
  HomePageComingUp,
  HomePageMyEnvironments,
  releasesApiRef,
  releasesPlugin,
  ReleasesPage,
} from './legacy';
import { FixedNow } from './shared/time';
import {
  createCatalogFixtures,
  createEnvironmentCatalog,
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

function entityPage(children: ReactNode, name = 'checkout-api') {
  const entity = [
    ...createCatalogFixtures(),
    ...createEnvironmentCatalog(),
  ].find(({ metadata }) => metadata.name === name)!;
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

  it('shows environments in a tab, with a tab inside for each way of looking', async () => {
    await renderInTestApp(
      <Apis>
        <Routes>
          <Route path="/releases/*" element={<ReleasesPage />} />
        </Routes>
      </Apis>,
      { routeEntries: ['/releases/environments/board'], mountedRoutes },
    );
    expect(
      await screen.findByRole(
        'rowheader',
        { name: /^staging-us/ },
        { timeout: 15_000 },
      ),
    ).toBeInTheDocument();
    expect(screen.getByRole('link', { name: 'Claims' })).toHaveAttribute(
      'href',
      '/releases/environments/claims',
    );
  }, 30_000);

  it.each([
    ['the tab', <EntityEnvironmentContent />, 'staging-us', 'Who owns it'],
    ['the card', <EntityEnvironmentCard />, 'perf', /^Taken until/],
    [
      'the card of a group',
      <EntityGroupEnvironmentsCard />,
      'team-checkout',
      'Has booked',
    ],
    ['the home page', <HomePageMyEnvironments />, 'dev', 'My environments'],
  ])(
    'brings environments to %s',
    async (_place, element, name, text) => {
      await renderInTestApp(entityPage(element, name), {
        routeEntries: ['/'],
        mountedRoutes,
      });
      expect(
        await screen.findByText(text, { exact: false }, { timeout: 15_000 }),
      ).toBeInTheDocument();
    },
    30_000,
  );
});
