import {
  mockApis,
  renderInTestApp,
  TestApiProvider,
} from '@backstage/frontend-test-utils';
import { catalogApiRef, entityRouteRef } from '@backstage/plugin-catalog-react';
import { catalogApiMock } from '@backstage/plugin-catalog-react/testUtils';
import { permissionApiRef } from '@backstage/plugin-permission-react';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { releasesApiRef } from '../api';
import { FixedNow } from '../shared/time';
import {
  createCatalogFixtures,
  createFakeReleasesApi,
  createManyFixtures,
  FakeReleasesApi,
  FakeResponseError,
  PICTURE_NOW,
} from '../testing';
import { CalendarPage } from './CalendarPage';

// axe reads every node of a page of hundreds.
jest.setTimeout(60_000);

/** As wide as the picture. */
const RealFormat = Intl.DateTimeFormat;

function setWidth(width: number) {
  window.matchMedia = ((query: string) => {
    const min = Number(/min-width: (\d+)/.exec(query)?.[1] ?? 0);
    const max = Number(/max-width: (\d+)/.exec(query)?.[1] ?? Infinity);
    return {
      matches: /width/.test(query) && width >= min && width <= max,
      media: query,
      addEventListener() {},
      removeEventListener() {},
      addListener() {},
      removeListener() {},
    };
  }) as unknown as typeof window.matchMedia;
}

async function renderPage(
  options: { api?: FakeReleasesApi; path?: string; width?: number } = {},
) {
  setWidth(options.width ?? 1440);
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
        <CalendarPage />
      </FixedNow>
    </TestApiProvider>,
    {
      initialRouteEntries: [options.path ?? '/'],
      mountedRoutes: {
        '/catalog/:namespace/:kind/:name': entityRouteRef,
      },
    },
  );
  return { api, ...rendered };
}

const checkout = /^Release checkout-api 4\.18\.0, planned/;

describe('CalendarPage', () => {
  beforeEach(() => {
    jest.spyOn(Intl, 'DateTimeFormat').mockImplementation(
      Object.assign(
        ((locales?: string, options?: Intl.DateTimeFormatOptions) =>
          new RealFormat(locales, {
            timeZone: 'Europe/Berlin',
            ...options,
          })) as never,
        RealFormat,
      ),
    );
  });
  afterEach(() => jest.restoreAllMocks());

  it('draws the month of the picture, and passes axe', async () => {
    const { container } = await renderPage();
    const grid = await screen.findByRole('grid', {
      name: 'Calendar, November 2026',
    });
    expect(within(grid).getAllByRole('gridcell')).toHaveLength(42);
    expect(
      screen.getByRole('button', {
        name: 'Release checkout-api 4.18.0, planned, Thursday 26 November 20:00 to 22:00 CET, falls into Black Friday freeze',
      }),
    ).toHaveTextContent('checkout-api20:00 · 4.18.0');
    expect(
      screen.getAllByRole('button', {
        name: 'Freeze Black Friday freeze, closed for deployments, until Tuesday 1 December 06:00 CET, covers Commerce, Payments · production',
      }),
    ).toHaveLength(3);
    expect(
      screen.getByRole('gridcell', {
        name: 'Wednesday 25 November, closed for part of what you see, 3 items',
      }),
    ).toBeInTheDocument();
    // WCAG 2.5.3: what a chip is called on the screen is in its name.
    for (const chip of grid.querySelectorAll('button[data-item]')) {
      const shown = chip.cloneNode(true) as Element;
      shown.querySelectorAll('[aria-hidden]').forEach(told => told.remove());
      expect(chip.getAttribute('aria-label')).toContain(shown.textContent);
    }
    expect(
      screen.getByRole('gridcell', { name: /, closes 18:00$/ }),
    ).toHaveTextContent('closes 18:00');
    expect(screen.getByText('closes 18:00')).toBeInTheDocument();
    expect(screen.getByText('opens 06:00')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('reads the timeline page by page', async () => {
    const api = createFakeReleasesApi({ pageSize: 10 });
    await renderPage({ api });
    expect(
      await screen.findByRole('button', { name: checkout }),
    ).toBeInTheDocument();
    expect(
      api.calls.filter(({ name }) => name === 'getTimeline').length,
    ).toBeGreaterThan(3);
  });

  it('narrows to the releases that fall into a freeze, with that freeze', async () => {
    await renderPage();
    const pill = await screen.findByRole('button', {
      name: '2 releases fall into a freeze',
    });
    await userEvent.click(pill);
    expect(pill).toHaveAttribute('aria-pressed', 'true');
    await waitFor(() =>
      expect(
        screen.queryByRole('button', { name: /build-runner/ }),
      ).not.toBeInTheDocument(),
    );
    expect(screen.getByRole('button', { name: checkout })).toBeInTheDocument();
    expect(
      screen.getAllByRole('button', { name: /^Freeze Black Friday/ }),
    ).toHaveLength(3);
  });

  it('sends the filters of the URL to the backend', async () => {
    const { api } = await renderPage({
      path: '/?q=checkout&kind=release&owner=group:default/team-checkout',
    });
    await screen.findByRole('button', { name: checkout });
    expect(api.calls[0].input.query).toMatchObject({
      q: 'checkout',
      kind: ['release'],
      ownerRef: ['group:default/team-checkout'],
    });
  });

  it('opens an item beside the calendar, and gives the focus back', async () => {
    await renderPage();
    const chip = await screen.findByRole('button', { name: checkout });
    await userEvent.click(chip);
    const panel = await screen.findByRole('region', {
      name: 'Release checkout-api 4.18.0',
    });
    expect(
      within(panel).getByText('Falls into Black Friday freeze'),
    ).toBeInTheDocument();
    expect(
      within(panel).getByRole('button', { name: 'Move to Tue 1 Dec, 06:00' }),
    ).toBeInTheDocument();
    expect(within(panel).getByText('in 3 days 9 hours')).toBeInTheDocument();
    expect(
      within(panel).getByText('Thu 26 Nov, 14:00–16:00 EST'),
    ).toBeInTheDocument();
    expect(await within(panel).findAllByText('Closed')).toHaveLength(2);
    expect(within(panel).getByText('Open')).toBeInTheDocument();
    expect(
      await within(panel).findByText(/Moved from Thu 19 Nov/),
    ).toBeInTheDocument();
    expect(await axe(panel)).toHaveNoViolations();

    await userEvent.keyboard('{Escape}');
    expect(
      screen.queryByRole('region', { name: /checkout-api/ }),
    ).not.toBeInTheDocument();
    expect(screen.getByRole('button', { name: checkout })).toHaveFocus();
  });

  it('shows beside a freeze who asks to pass it, and lets it be decided', async () => {
    const api = createFakeReleasesApi();
    api.overrides.push({
      id: 'o1',
      revision: 3,
      windowId: 'w1',
      windowTitle: 'Black Friday freeze',
      scope: { actions: ['deploy'] },
      reason: 'Card testing began at noon; the rules stop it.',
      status: 'requested',
      requestedBy: 'user:default/jonas.weber',
      expiresAt: '2026-11-24T18:00:00.000Z',
      useCount: 0,
      createdAt: '2026-11-23T08:00:00.000Z',
      createdBy: 'user:default/jonas.weber',
      updatedAt: '2026-11-23T08:00:00.000Z',
      updatedBy: 'user:default/jonas.weber',
    });
    await renderPage({ api });
    const [freeze] = await screen.findAllByRole('button', {
      name: /^Freeze Black Friday freeze/,
    });
    await userEvent.click(freeze);
    const panel = await screen.findByRole('region', { name: /Black Friday/ });
    expect(await within(panel).findByText(/Card testing/)).toBeInTheDocument();
    expect(
      within(panel).getByRole('button', { name: 'Approve' }),
    ).toBeInTheDocument();

    await userEvent.click(screen.getByRole('button', { name: checkout }));
    const other = await screen.findByRole('region', { name: /checkout-api/ });
    expect(await within(other).findByText(/Card testing/)).toBeInTheDocument();
    const asked = api.calls
      .filter(({ name }) => name === 'listOverrides')
      .map(({ input: { query } }) => query.windowId ?? query.releaseId);
    const freezeItem = api.items.find(({ kind }) => kind === 'freeze')!;
    const releaseItem = api.items.find(({ entities }) =>
      entities.some(({ version }) => version === '4.18.0'),
    )!;
    expect(asked).toEqual([freezeItem.sourceId, releaseItem.sourceId]);
  });

  it('is one tab stop that arrows, Enter and T lead through', async () => {
    await renderPage();
    const today = await screen.findByRole('gridcell', {
      name: /^Monday 23 November/,
    });
    expect(
      screen
        .getAllByRole('gridcell')
        .filter(cell => cell.getAttribute('tabindex') === '0'),
    ).toEqual([today]);
    today.focus();
    await userEvent.keyboard('{ArrowRight}{ArrowRight}{ArrowRight}');
    expect(
      screen.getByRole('gridcell', { name: /^Thursday 26 November/ }),
    ).toHaveFocus();
    await userEvent.keyboard('{Enter}{ArrowDown}');
    expect(screen.getByRole('button', { name: checkout })).toHaveFocus();
    await userEvent.keyboard('{Enter}');
    expect(
      await screen.findByRole('region', {
        name: 'Release checkout-api 4.18.0',
      }),
    ).toBeInTheDocument();
    await userEvent.keyboard('{Escape}{PageDown}');
    expect(
      await screen.findByRole('heading', { name: 'December 2026' }),
    ).toBeInTheDocument();
  });

  it('moves an item by keyboard, and asks before anything is written', async () => {
    const { api } = await renderPage();
    const chip = await screen.findByRole('button', { name: checkout });
    chip.focus();
    await userEvent.keyboard('m{ArrowRight}{ArrowDown}');
    expect(
      screen.getByText('checkout-api 4.18.0 to Fri 4 Dec, 20:00–22:00 CET'),
    ).toBeInTheDocument();
    expect(api.calls.some(({ name }) => name === 'updateRelease')).toBe(false);
    await userEvent.keyboard('{Enter}');
    const dialog = await screen.findByRole('dialog');
    expect(dialog).toHaveTextContent('Fri 4 Dec, 20:00–22:00 CET');
    await userEvent.click(within(dialog).getByRole('button', { name: 'Move' }));
    await waitFor(() =>
      expect(
        api.calls.find(({ name }) => name === 'updateRelease')?.input.body,
      ).toMatchObject({ start: '2026-12-04T19:00:00.000Z' }),
    );
  });

  it('says what a filter leaves empty, and offers a way on', async () => {
    await renderPage({ path: '/?q=nothing-is-called-so' });
    expect(
      await screen.findByRole('heading', {
        name: 'Nothing in November for these filters',
      }),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(
      await screen.findByRole('button', { name: checkout }),
    ).toBeInTheDocument();
  });

  it('says so when the calendar is empty', async () => {
    await renderPage({ api: createFakeReleasesApi({ items: [] }) });
    expect(
      await screen.findByRole('heading', { name: 'The calendar is empty' }),
    ).toBeInTheDocument();
  });

  it('keeps the filters when the service does not answer, and tries again', async () => {
    const api = createFakeReleasesApi();
    api.failure = new FakeResponseError(503, 'Service unavailable');
    await renderPage({ api, path: '/?kind=release' });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'The releases service did not answer (503).',
    );
    api.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    expect(
      await screen.findByRole('button', { name: checkout }),
    ).toBeInTheDocument();
  });

  it('names the permission to whoever may not read', async () => {
    const api = createFakeReleasesApi();
    api.failure = new FakeResponseError(403, 'Forbidden');
    await renderPage({ api });
    const alert = await screen.findByRole('alert');
    expect(alert).toHaveTextContent('You may not read the release calendar');
    expect(alert).toHaveTextContent('releases.release.read');
  });

  it('shows the same items as a table', async () => {
    const { container } = await renderPage({
      path: '/?view=list&kind=release',
    });
    const table = await screen.findByRole(
      'region',
      { name: 'Items as a table' },
      { timeout: 10_000 },
    );
    const row = await within(table).findByRole('row', {
      name: /checkout-api 4\.18\.0/,
    });
    expect(row).toHaveTextContent('Thu 26 Nov');
    expect(row).toHaveTextContent('Falls into Black Friday freeze');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('draws a week true to the hour', async () => {
    const { container } = await renderPage({ path: '/?view=week' });
    expect(
      await screen.findByRole('button', { name: checkout }),
    ).toBeInTheDocument();
    expect(screen.getAllByRole('gridcell')).toHaveLength(7);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('narrows to the entities of a link, and takes them away', async () => {
    const { api } = await renderPage({
      path: '/?entity=component:default/checkout-api&entity=component:default/orders-db',
    });
    const tags = await screen.findByRole('grid', { name: 'Entities' });
    const asked = () =>
      api.calls.filter(({ name }) => name === 'getTimeline').pop()?.input.query
        .entityRef;
    expect(asked()).toEqual([
      'component:default/checkout-api',
      'component:default/orders-db',
    ]);
    await userEvent.click(
      within(within(tags).getByRole('row', { name: 'orders-db' })).getByRole(
        'button',
      ),
    );
    await waitFor(() =>
      expect(asked()).toEqual(['component:default/checkout-api']),
    );
  });

  it('takes its keys also when nothing has the focus', async () => {
    await renderPage();
    await screen.findByRole('grid', { name: 'Calendar, November 2026' });
    expect(document.body).toHaveFocus();
    await userEvent.keyboard('{PageDown}');
    expect(
      screen.getByRole('heading', { name: 'November 2026' }),
    ).toBeInTheDocument();
    await userEvent.keyboard('2');
    expect(
      await screen.findByRole('grid', { name: 'Calendar, 23 November 2026' }),
    ).toBeInTheDocument();
  });

  it('keeps the focus in the grid when a key shows another period', async () => {
    await renderPage();
    const day = await screen.findByRole('gridcell', {
      name: /^Monday 23 November/,
    });
    day.focus();
    await userEvent.keyboard('{PageDown}');
    const grid = await screen.findByRole('grid', {
      name: 'Calendar, December 2026',
    });
    await waitFor(() =>
      expect(grid).toContainElement(document.activeElement as HTMLElement),
    );
    await userEvent.keyboard('{PageDown}');
    expect(
      await screen.findByRole('heading', { name: 'January 2027' }),
    ).toBeInTheDocument();
  });

  it('goes on by every key that is pressed while other months still load', async () => {
    const api = createFakeReleasesApi();
    const { getTimeline } = api;
    const waiting: (() => void)[] = [];
    await renderPage({ api });
    const day = await screen.findByRole('gridcell', {
      name: /^Monday 23 November/,
    });
    api.getTimeline = (...input) =>
      new Promise((resolve, reject) => {
        waiting.push(() => getTimeline(...input).then(resolve, reject));
      });
    day.focus();
    // 30 November, then 7 and 14 December, of which neither is drawn yet.
    await userEvent.keyboard('{ArrowDown>3/}');
    await waitFor(() => expect(waiting.length).toBeGreaterThan(0));
    waiting.splice(0).forEach(answer => answer());
    await waitFor(() =>
      expect(document.activeElement).toHaveAttribute('data-day', '2026-12-14'),
    );

    await userEvent.keyboard('{PageDown}');
    // As between the old days and the new ones.
    (document.activeElement as HTMLElement).blur();
    await userEvent.keyboard('{PageDown}');
    expect(
      await screen.findByRole('heading', { name: 'February 2027' }),
    ).toBeInTheDocument();
  });

  it('is an agenda of two weeks on a small screen', async () => {
    const { container } = await renderPage({ width: 390 });
    expect(
      await screen.findByRole('heading', { name: 'Next 14 days' }),
    ).toBeInTheDocument();
    expect(
      await screen.findByRole('button', { name: /checkout-api 4\.18\.0/ }),
    ).toHaveTextContent('Falls into Black Friday freeze');
    expect(screen.getByText('Opens 06:00')).toBeInTheDocument();
    // What holds now stands above the days, what comes later in its day.
    const later = screen.getByRole('button', {
      name: /^Soft freeze|Platform slow-down/,
    });
    expect(
      within(
        screen.getByRole('region', { name: 'Friday 27 November' }),
      ).getByRole('button', { name: /Platform slow-down/ }),
    ).toBe(later);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('folds what does not fit a day, and opens it', async () => {
    const api = createFakeReleasesApi({ items: createManyFixtures(300) });
    await renderPage({ api });
    const [more] = await screen.findAllByRole('button', {
      name: /more on Wednesday 11 November/,
    });
    await userEvent.click(more);
    const panel = await screen.findByRole('region', {
      name: 'Wednesday 11 November',
    });
    expect(within(panel).getAllByRole('button').length).toBeGreaterThan(10);
  });
});
