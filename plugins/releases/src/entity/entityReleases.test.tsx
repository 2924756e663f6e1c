import { Entity } from '@backstage/catalog-model';
import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import {
  catalogApiRef,
  EntityProvider,
  entityRouteRef,
} from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { ReactElement } from 'react';
import { releasesApiRef } from '../api';
import { rootRouteRef } from '../routes';
import { FixedNow } from '../shared/time';
import {
  createCatalogFixtures,
  createFakeReleasesApi,
  createFixtures,
  FakeReleasesApi,
  FakeResponseError,
  PICTURE_NOW,
} from '../testing';
import { ComingUp } from '../home/ComingUp';
import { EntityReleasesCard } from './EntityReleasesCard';
import { EntityReleasesContent } from './EntityReleasesContent';

jest.setTimeout(60_000);

const checkout: Entity = {
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name: 'checkout-api', namespace: 'default' },
  spec: { type: 'service' },
};

async function show(
  element: ReactElement,
  options: { api?: FakeReleasesApi; entity?: Entity; path?: string } = {},
) {
  const api = options.api ?? createFakeReleasesApi();
  const rendered = await renderInTestApp(
    <TestApiProvider
      apis={[
        [releasesApiRef, api],
        [catalogApiRef, catalogApiMock({ entities: createCatalogFixtures() })],
        [permissionApiRef, mockApis.permission()],
      ]}
    >
      <FixedNow value={PICTURE_NOW}>
        <EntityProvider entity={options.entity ?? checkout}>
          {element}
        </EntityProvider>
      </FixedNow>
    </TestApiProvider>,
    {
      initialRouteEntries: [options.path ?? '/'],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
        '/releases': rootRouteRef,
      },
    },
  );
  return { api, ...rendered };
}

describe('EntityReleasesContent', () => {
  it('answers first, says what still may happen, and when it opens', async () => {
    const { container } = await show(<EntityReleasesContent />);
    expect(
      await screen.findByRole('heading', {
        name: /^Closed for deployments to production until .*: Black Friday freeze$/,
      }),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/to production-eu and production-us\./),
    ).toBeInTheDocument();
    const strips = screen.getByRole('table', { name: /Openness/ });
    expect(
      within(strips).getAllByRole('rowheader', { name: 'production-eu' })
        .length,
    ).toBeGreaterThan(0);
    expect(
      await screen.findByText(/Falls into Black Friday freeze/),
    ).toBeInTheDocument();
    expect(await axe(container)).toMatchObject({ violations: [] });
  });

  it('asks the question of the link', async () => {
    const { api } = await show(<EntityReleasesContent />, {
      path: '/?where=resource:default/staging-eu&who=automation&action=apply',
    });
    expect(
      await screen.findByRole('heading', {
        name: 'Open for applies to staging-eu',
      }),
    ).toBeInTheDocument();
    const asked = api.calls
      .filter(({ name }) => name === 'askWindowStates')
      .flatMap(({ input }) => input.body.questions);
    expect(asked).toContainEqual(
      expect.objectContaining({
        entityRef: 'component:default/checkout-api',
        environmentRef: 'resource:default/staging-eu',
        action: 'apply',
        invoker: 'automation',
      }),
    );
  });

  it('tells why, on demand', async () => {
    const { api } = await show(<EntityReleasesContent />);
    const why = await screen.findByRole('button', { name: 'Why this answer' });
    expect(screen.queryByText(/closes it until/)).not.toBeInTheDocument();
    await userEvent.click(why);
    const reason = screen.getByRole('link', { name: /closes it until/ });
    const { searchParams } = new URL((reason as HTMLAnchorElement).href);
    // To its panel where it is in the calendar, which may be far from today.
    expect(Object.fromEntries(searchParams)).toEqual({
      item: expect.any(String),
      date: expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
    });
    const freeze = api.items.find(({ id }) => id === searchParams.get('item'))!;
    expect(reason).toHaveTextContent(freeze.title);
  });

  it('does not know when nobody answers, and asks again', async () => {
    const api = createFakeReleasesApi();
    api.failure = new FakeResponseError(503, 'down');
    await show(<EntityReleasesContent />, { api });
    expect(
      await screen.findByRole('heading', { name: 'Not known right now' }),
    ).toBeInTheDocument();
    api.failure = undefined;
    await userEvent.click(
      screen.getAllByRole('button', { name: 'Try again' })[0],
    );
    expect(
      await screen.findByRole('heading', { name: /^Closed for/ }),
    ).toBeInTheDocument();
  });

  it('says which permission is missing', async () => {
    const api = createFakeReleasesApi();
    api.failure = new FakeResponseError(403, 'no');
    await show(<EntityReleasesContent />, { api });
    expect(
      await screen.findByText(/releases\.window\.read/),
    ).toBeInTheDocument();
  });

  it('says that nothing is planned', async () => {
    await show(<EntityReleasesContent />, {
      api: createFakeReleasesApi({ items: [] }),
    });
    expect(
      await screen.findByText('Nothing in the next 60 days'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('heading', { name: /^Open for deployments/ }),
    ).toBeInTheDocument();
    expect(screen.getByText('None is planned.')).toBeInTheDocument();
  });

  it('speaks of an environment as itself', async () => {
    const { api } = await show(<EntityReleasesContent />, {
      entity: {
        ...checkout,
        kind: 'Resource',
        metadata: { name: 'production-eu', namespace: 'default' },
        spec: { type: 'environment' },
      },
    });
    expect(
      await screen.findByRole('heading', { name: /^Closed for deployments/ }),
    ).toBeInTheDocument();
    const timeline = api.calls.find(({ name }) => name === 'getTimeline');
    expect(timeline?.input.query).toMatchObject({
      environmentRef: ['resource:default/production-eu'],
    });
  });
});

describe('a soft freeze', () => {
  const soft = () =>
    createFakeReleasesApi({
      items: createFixtures(PICTURE_NOW).map(item =>
        item.title === 'Black Friday freeze'
          ? { ...item, enforcement: 'soft' as const }
          : item,
      ),
    });

  it('leaves it open to whoever acknowledges it', async () => {
    await show(<EntityReleasesContent />, { api: soft() });
    expect(
      await screen.findByRole('heading', {
        name: 'Open for deployments to production, if you acknowledge: Black Friday freeze',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/asks you to think twice until Tue 1 Dec/),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Request override' }),
    ).not.toBeInTheDocument();
  });

  it('says so on the overview too', async () => {
    await show(<EntityReleasesCard />, { api: soft() });
    expect(
      await screen.findByText('Open, if you acknowledge'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/Black Friday freeze asks you to think twice/),
    ).toBeInTheDocument();
  });
});

describe('EntityReleasesCard', () => {
  it('shows the verdict and the next release', async () => {
    const { container } = await show(<EntityReleasesCard />);
    expect(await screen.findByText(/^Closed until/)).toBeInTheDocument();
    expect(
      await screen.findByText('Falls into the freeze'),
    ).toBeInTheDocument();
    expect(await axe(container)).toMatchObject({ violations: [] });
  });

  it('says that it does not know', async () => {
    const api = createFakeReleasesApi();
    api.failure = new FakeResponseError(503, 'down');
    await show(<EntityReleasesCard />, { api });
    expect(await screen.findByText('Not known right now')).toBeInTheDocument();
  });
});

describe('ComingUp', () => {
  it('says so when nothing is coming, and what to do next', async () => {
    const { container } = await show(<ComingUp />, {
      api: createFakeReleasesApi({ items: [] }),
    });
    expect(
      await screen.findByText('Nothing in the next 14 days'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Plan a release' }),
    ).toBeInTheDocument();
    expect(await axe(container)).toMatchObject({ violations: [] });
  });

  it('asks for the neighbourhood, and only for what is mine when told', async () => {
    const { api } = await show(<ComingUp />);
    const asked = () =>
      api.calls
        .filter(({ name }) => name === 'getTimeline')
        .map(({ input }) => input.query.hops);
    await waitFor(() => expect(asked()).toContain(1));
    await userEvent.click(screen.getByRole('radio', { name: 'Mine' }));
    await waitFor(() => expect(asked()).toContain(0));
  });
});
