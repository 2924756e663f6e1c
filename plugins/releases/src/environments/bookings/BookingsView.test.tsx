import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  CHECKOUT,
  createFakeReleasesApi,
  FakeReleasesApi,
  FakeResponseError,
  groupRef,
  makeItem,
} from '../../testing';
import { showEnvironments } from '../__testUtils__/show';
import { EnvironmentsPage } from '../EnvironmentsPage';

// A day of the scale at full width, as nothing is laid out in a test.
const DAY = 170;
const xOf = (day: number, hour: number) => day * DAY + 15 + (hour - 6) * 10;

function freeze() {
  return makeItem({
    kind: 'freeze',
    title: 'Black Friday freeze',
    start: '2026-11-26T17:00:00.000Z',
    end: '2026-12-01T05:00:00.000Z',
    enforcement: 'hard',
    environmentTiers: ['production'],
  });
}

function show(
  options: { api?: FakeReleasesApi; query?: string; width?: number } = {},
) {
  const { query = '', ...rest } = options;
  return showEnvironments(<EnvironmentsPage />, {
    path: `/releases/environments/bookings${query}`,
    ...rest,
    api: options.api ?? createFakeReleasesApi({ items: [freeze()] }),
  });
}

const lane = (name: string) =>
  screen.findByRole('button', { name: new RegExp(`^${name}, `) });

const regression = () =>
  screen.findByRole('button', { name: /^Release 26\.11 regression, / });

async function trackOf(name: string) {
  const label = await lane(name);
  return label.parentElement!.querySelector<HTMLElement>('[data-track]')!;
}

/** Presses, moves and lets go, as the pointer does over a track that begins at 0. */
async function drag(track: HTMLElement, from: number, to: number, end = true) {
  fireEvent.pointerDown(track, { button: 0, clientX: from });
  fireEvent.pointerMove(document, { clientX: (from + to) / 2 });
  fireEvent.pointerMove(document, { clientX: to });
  if (end) fireEvent.pointerUp(document, { clientX: to });
}

const dialog = () =>
  screen.findByRole('dialog', { name: 'Book an environment' });

describe('bookings in lanes', () => {
  it('says of each bar what it is, and of each lane who owns it, and passes axe', async () => {
    const { container } = await show();
    expect(await regression()).toHaveAccessibleName(
      'Release 26.11 regression, exclusive, Orders, approved, Tue 24 Nov 06:30 to 18:00, set-up 30 min, tear-down 30 min, 2 in line',
    );
    expect(await lane('staging-eu')).toHaveAccessibleName(
      /^staging-eu, Staging, Quality, \d bookings this week, free now: no/,
    );
    expect(await lane('test-1')).toHaveAccessibleName(/unclaimed/);
    const frozen = screen.getByRole('button', { name: /^search-indexer/ });
    expect(frozen).toHaveAttribute('data-tone', 'bad');
    expect(screen.getByRole('button', { name: /^Soak test/ })).toHaveAttribute(
      'data-dashed',
    );
    expect(
      screen.getByRole('button', { name: /^Regression, exclusive/ }),
    ).toHaveAttribute('data-tone', 'mine');
    expect(screen.getByText('Black Friday freeze, until 1 Dec')).toBeVisible();
    expect(screen.getByText('2 wait')).toBeVisible();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('is one tab stop, walked by arrows; Enter opens a booking, Escape gives the focus back', async () => {
    const { container } = await show();
    (await lane('perf')).focus();
    await userEvent.keyboard('{ArrowRight}');
    expect(document.activeElement).toHaveAccessibleName(/^Peak load rehearsal/);
    await userEvent.keyboard('{ArrowDown}');
    expect(document.activeElement).toHaveAccessibleName(/^Regression/);
    await userEvent.keyboard('{End}');
    expect(document.activeElement).toHaveAccessibleName(/^Cart tests/);
    await userEvent.keyboard('{Home}');
    expect(document.activeElement).toHaveAccessibleName(/^Regression/);
    expect(
      container.querySelectorAll('[data-place][tabindex="0"]'),
    ).toHaveLength(1);
    await userEvent.keyboard('{Enter}');
    const panel = await screen.findByRole('region', { name: 'Regression' });
    expect(panel).toHaveFocus();
    expect(await axe(panel)).toHaveNoViolations();
    await userEvent.keyboard('{Escape}');
    expect(document.activeElement).toHaveAccessibleName(/^Regression/);
  });

  it('books what is drawn over free time', async () => {
    const { api } = await show();
    await drag(await trackOf('staging-us'), xOf(2, 9), xOf(2, 13));
    const form = within(await dialog());
    expect(await form.findByText('4 h, Europe/Berlin')).toBeInTheDocument();
    await form.findByText('It is yours at once.');
    await userEvent.type(form.getByLabelText('What for'), 'Ledger check');
    await userEvent.click(form.getByRole('button', { name: 'Book' }));
    await waitFor(() =>
      expect(api.calls.filter(({ name }) => name === 'createBooking')).toEqual([
        {
          name: 'createBooking',
          input: {
            body: expect.objectContaining({
              environments: ['resource:default/staging-us'],
              purpose: 'Ledger check',
              usage: 'test',
              mode: 'exclusive',
              start: '2026-11-25T08:00:00.000Z',
              end: '2026-11-25T12:00:00.000Z',
              onBehalfOf: CHECKOUT,
            }),
          },
        },
      ]),
    );
    expect(
      await screen.findByRole('button', { name: /^Ledger check, / }),
    ).toBeInTheDocument();
  });

  it('paints a conflict while it is drawn, explains it, and offers ways out', async () => {
    await show();
    await drag(await trackOf('staging-eu'), xOf(1, 16), xOf(1, 20), false);
    const bar = await regression();
    expect(bar.querySelector('[class*="overlap"]')).not.toBeNull();
    fireEvent.pointerUp(document);
    expect(
      await screen.findByText('Orders has staging-eu until Tue 24 Nov, 18:00'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(
        /“Release 26\.11 regression”, exclusive, booked by Priya Nair, approved at once\. It overlaps yours for 2 h 30 min/,
      ),
    ).toBeInTheDocument();
    expect(
      await screen.findByText(/You would be \d\w\w, after /),
    ).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('button', { name: /^Use this slot, / }),
    );
    const form = within(await dialog());
    expect(await form.findByText('It is yours at once.')).toBeInTheDocument();
  });

  it('joins the waiting list where the time is taken', async () => {
    const { api } = await show();
    await drag(await trackOf('staging-eu'), xOf(1, 16), xOf(1, 20));
    await userEvent.click(await screen.findByRole('button', { name: 'Join' }));
    const form = within(await dialog());
    await userEvent.type(form.getByLabelText('What for'), 'Load test');
    await userEvent.click(
      await form.findByRole('button', { name: 'Join the waiting list' }),
    );
    await waitFor(() =>
      expect(api.calls.map(({ name }) => name)).toContain('joinWaitingList'),
    );
    const [create] = api.calls.filter(({ name }) => name === 'createBooking');
    expect(create.input.body.ifTaken).toBe('wait');
  });

  it('asks to share, and records the consent of this side', async () => {
    const { api } = await show();
    await drag(await trackOf('staging-eu'), xOf(1, 16), xOf(1, 20));
    await userEvent.click(await screen.findByRole('button', { name: 'Ask' }));
    const form = within(await dialog());
    await userEvent.type(form.getByLabelText('What for'), 'Load test');
    await userEvent.click(
      await form.findByRole('button', { name: 'Ask Orders to share' }),
    );
    const other = api.environments.bookings.find(
      ({ purpose }) => purpose === 'Release 26.11 regression',
    )!;
    await waitFor(() =>
      expect(
        api.calls.find(({ name }) => name === 'consentToBooking')?.input.body,
      ).toEqual({ bookingId: other.id }),
    );
  });

  it('leads from an unclaimed lane to its claim', async () => {
    await show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Claim test-1' }),
    );
    expect(await screen.findByRole('dialog')).toHaveTextContent('test-1');
  });

  it('draws a booking by keys, and drops it by Escape', async () => {
    await show();
    (await lane('test-1')).focus();
    await userEvent.keyboard('{Enter}');
    expect(await screen.findByText('Mon 10:45–11:45, 1 h')).toBeInTheDocument();
    await userEvent.keyboard('{ArrowRight}{Shift>}{ArrowRight}{/Shift}');
    await userEvent.keyboard('{Control>}{ArrowRight}{/Control}');
    expect(
      await screen.findByText('Tue 11:00–12:15, 1 h 15 min'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Tue 11:00–12:15, 1 h 15 min, free'),
    ).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByText(/^Tue 11:00/)).not.toBeInTheDocument(),
    );
    await userEvent.keyboard('{Enter}{Enter}');
    expect(await dialog()).toBeInTheDocument();
  });

  it('leafs through the weeks by keys and buttons, in the URL', async () => {
    await show();
    (await lane('perf')).focus();
    await userEvent.keyboard(']');
    expect(await screen.findByText('30 Nov – 6 Dec 2026')).toBeInTheDocument();
    expect(screen.getByTestId('search')).toHaveTextContent('date=2026-11-30');
    await userEvent.click(screen.getByRole('button', { name: 'Earlier' }));
    expect(await screen.findByText('23 – 29 Nov 2026')).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: 'Month' }));
    expect(await screen.findByText('November 2026')).toBeInTheDocument();
    expect(screen.getByTestId('search')).toHaveTextContent('scale=month');
  });

  it('shows the same as a table, also what no lane shows', async () => {
    const api = createFakeReleasesApi({ items: [] });
    const [first] = api.environments.bookings;
    api.environments.bookings[0] = { ...first, status: 'rejected' };
    const { container } = await show({ api, query: '?shape=table' });
    const rows = await screen.findAllByRole('row');
    expect(rows.length).toBeGreaterThan(15);
    expect(screen.getByText('Rejected')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
    await userEvent.click(screen.getByText('Peak load rehearsal'));
    expect(
      await screen.findByRole('region', { name: 'Peak load rehearsal' }),
    ).toBeInTheDocument();
  });

  it('narrows by tier, and offers the way back when nothing is left', async () => {
    const { api } = await show({ query: '?tier=staging' });
    expect(await screen.findByText('2 environments')).toBeInTheDocument();
    api.environments.environments = [];
    await userEvent.click(screen.getByRole('button', { name: 'Later' }));
    expect(
      await screen.findByText('Nothing for these filters'),
    ).toBeInTheDocument();
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    expect(await screen.findByText('No environments yet')).toBeInTheDocument();
  });

  it('becomes an agenda where there is no room for lanes', async () => {
    const { container } = await show({ width: 390 });
    expect(
      await screen.findByRole('heading', { name: 'staging-eu' }),
    ).toBeInTheDocument();
    expect(screen.queryByText('Nights are narrowed')).not.toBeInTheDocument();
    expect(screen.getByText('06:30–18:00')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says what failed, and that one may not see it', async () => {
    const api = createFakeReleasesApi();
    api.failure = new FakeResponseError(403, 'no');
    await show({ api });
    expect(
      await screen.findByText('You may not see bookings'),
    ).toBeInTheDocument();
  });
});

describe('one booking', () => {
  const openPanel = async (purpose: string, api: FakeReleasesApi) => {
    const { id } = api.environments.bookings.find(
      one => one.purpose === purpose,
    )!;
    await show({ api, query: `?booking=${id}` });
    return within(await screen.findByRole('region', { name: purpose }));
  };
  const stepsOf = (api: FakeReleasesApi, name: string) =>
    api.calls.filter(call => call.name === name).map(({ input }) => input);

  it('asks before time is given back, and tells what is lost', async () => {
    const api = createFakeReleasesApi();
    const panel = await openPanel('Regression', api);
    await userEvent.click(
      await panel.findByRole('button', { name: 'Release early' }),
    );
    expect(
      await screen.findByText(/The remaining 1 h 50 min become free/),
    ).toBeInTheDocument();
    expect(stepsOf(api, 'completeBooking')).toEqual([]);
    await userEvent.click(screen.getByRole('button', { name: 'Release now' }));
    await waitFor(() =>
      expect(stepsOf(api, 'completeBooking')).toHaveLength(1),
    );
  });

  it('extends by so long, from the end that it has', async () => {
    const api = createFakeReleasesApi();
    const panel = await openPanel('Regression', api);
    await userEvent.click(await panel.findByRole('button', { name: 'Extend' }));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Extend to 13:30' }),
    );
    await waitFor(() =>
      expect(stepsOf(api, 'updateBooking')[0].body).toEqual({
        end: '2026-11-23T12:30:00.000Z',
      }),
    );
  });

  it('is approved by its owner, and rejected only with a reason', async () => {
    const api = createFakeReleasesApi();
    const panel = await openPanel('Demo for finance', api);
    expect(
      await panel.findByRole('button', { name: 'Approve' }),
    ).toBeInTheDocument();
    await userEvent.click(panel.getByRole('button', { name: 'Reject' }));
    const ask = within(
      await screen.findByRole('dialog', { name: 'Reject Demo for finance?' }),
    );
    await userEvent.click(ask.getByRole('button', { name: 'Reject' }));
    expect(await ask.findByText('Say why')).toBeInTheDocument();
    expect(stepsOf(api, 'rejectBooking')).toEqual([]);
    await userEvent.type(ask.getByLabelText(/Why/), 'Finance has its own');
    await userEvent.click(ask.getByRole('button', { name: 'Reject' }));
    await waitFor(() =>
      expect(stepsOf(api, 'rejectBooking')[0].body).toEqual({
        reason: 'Finance has its own',
      }),
    );
  });

  it('takes the slot that is offered', async () => {
    const api = createFakeReleasesApi();
    const panel = await openPanel('Load test of checkout-api', api);
    await userEvent.click(await panel.findByRole('button', { name: 'Accept' }));
    await waitFor(() =>
      expect(stepsOf(api, 'answerOffer')[0].body).toEqual({ accept: true }),
    );
  });

  it('agrees to share once it is asked to confirm', async () => {
    const api = createFakeReleasesApi();
    const own = api.environments.bookings.find(
      ({ purpose }) => purpose === 'Regression',
    )!;
    const asking = {
      ...own,
      id: '00000000-0000-4000-9000-0000000000ff',
      purpose: 'Search smoke test',
      onBehalfOf: groupRef('team-search'),
      requestedBy: 'user:default/hana.sato',
      status: 'pending' as const,
      conflicts: [
        {
          bookingId: own.id,
          environmentRef: own.environments[0],
          start: own.start,
          end: own.end,
          buffersOnly: false,
          severity: 'conflict' as const,
          reason: 'exclusive' as const,
          usage: 'test' as const,
          otherUsage: own.usage,
          otherMode: own.mode,
          otherStatus: own.status,
          consented: false,
        },
      ],
    };
    api.environments.bookings.push(asking);
    const panel = await openPanel('Regression', api);
    await userEvent.click(
      await panel.findByRole('button', { name: 'Agree to share' }),
    );
    expect(stepsOf(api, 'consentToBooking')).toEqual([]);
    const ask = within(await screen.findByRole('dialog'));
    await userEvent.click(ask.getByRole('button', { name: 'Agree to share' }));
    await waitFor(() =>
      expect(stepsOf(api, 'consentToBooking')[0].body).toEqual({
        bookingId: asking.id,
      }),
    );
  });
});
