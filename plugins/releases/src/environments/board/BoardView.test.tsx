import type {
  EnvironmentRow,
  Page,
} from '@release-desk/plugin-releases-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { act } from 'react';
import { notifyChanged } from '../../shared/data';
import {
  CHECKOUT,
  createFakeReleasesApi,
  environmentRef,
  FakeResponseError,
} from '../../testing';
import { showEnvironments } from '../__testUtils__/show';
import { EnvironmentsPage } from '../EnvironmentsPage';

function show(options: Parameters<typeof showEnvironments>[1] = {}) {
  return showEnvironments(<EnvironmentsPage />, {
    path: '/releases/environments/board',
    ...options,
  });
}

async function rowOf(name: string) {
  const header = await screen.findByRole('rowheader', {
    name: new RegExp(`^${name}`),
  });
  return within(header.closest('tr')!);
}

describe('the board', () => {
  it('says of each environment who owns it, who has it and what comes, and passes axe', async () => {
    const { container } = await show();
    const staging = await rowOf('staging-us');
    expect(await staging.findByText('Checkout')).toBeInTheDocument();
    expect(staging.getByText('Attest by Mon 30 Nov')).toBeInTheDocument();
    expect(staging.getByText('Free until Tue 09:00')).toBeInTheDocument();
    expect(staging.getByText('For 22 h 20 min')).toBeInTheDocument();
    expect(staging.getByText('Tue 24, 09:00')).toBeInTheDocument();
    expect(
      await staging.findByText('Demo for finance, Ledger, pending'),
    ).toBeInTheDocument();
    const dev = await rowOf('dev');
    expect(dev.getByText('Shared by 3')).toBeInTheDocument();
    const perf = await rowOf('perf');
    expect(perf.getByText('Taken until Tue 18:00')).toBeInTheDocument();
    expect(
      await perf.findByText('Payments Core, Tomás Silva'),
    ).toBeInTheDocument();
    const eu = await rowOf('staging-eu');
    expect(eu.getByText('Yours until 12:30')).toBeInTheDocument();
    expect(eu.getByText('Regression, renewed 20 s ago')).toBeInTheDocument();
    expect(eu.getByText('Data refresh, Orders; 2 wait')).toBeInTheDocument();
    const test1 = await rowOf('test-1');
    expect(test1.getByText('Orphaned')).toBeInTheDocument();
    expect(test1.getByText('Idle 41 days')).toBeInTheDocument();
    expect(
      test1.getByRole('button', { name: 'Claim test-1' }),
    ).toBeInTheDocument();
    expect(
      screen.getAllByRole('rowheader').map(({ textContent }) => textContent),
    ).toHaveLength(7);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('hides the name of a group that one may not see', async () => {
    const api = createFakeReleasesApi();
    api.override('listEnvironments', (input, usual) => {
      const page = usual(input) as Page<EnvironmentRow>;
      for (const { occupancy } of page.items)
        for (const shown of occupancy.now) delete shown.booking;
      return page;
    });
    await show({ api });
    const perf = await rowOf('perf');
    expect(perf.getByText('By a group you may not see')).toBeInTheDocument();
  });

  it('asks first what runs out first, and says what was done', async () => {
    const { api } = await show();
    const needs = await screen.findByRole('region', { name: /^Needs you/ });
    expect(
      within(needs)
        .getAllByRole('heading', { level: 4 })
        .map(({ textContent }) => textContent),
    ).toEqual([
      'A slot is offered to you',
      'Approve a booking',
      'Attest staging-us',
      'test-1 has no owner',
    ]);
    expect(
      within(needs).getByText(
        'staging-eu, Wed 25 Nov, 11:00–15:00. The offer ends today at 11:40.',
      ),
    ).toBeInTheDocument();
    await userEvent.click(
      within(needs).getByRole('button', { name: 'Attest' }),
    );
    expect(
      await screen.findAllByText('staging-us attested until 23 May 2027.'),
    ).not.toHaveLength(0);
    await waitFor(() =>
      expect(
        within(needs).queryByRole('heading', { name: 'Attest staging-us' }),
      ).not.toBeInTheDocument(),
    );
    expect(
      api.environments.claims.find(({ group }) => group === CHECKOUT)
        ?.attestedAt,
    ).toBe('2026-11-23T09:40:00.000Z');
    await waitFor(() =>
      expect(
        within(needs).getByRole('button', { name: 'Claim' }),
      ).toHaveFocus(),
    );
  });

  it('takes a slot that is offered', async () => {
    const { api } = await show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Accept' }),
    );
    await waitFor(() =>
      expect(
        api.environments.bookings.find(({ purpose }) =>
          purpose.startsWith('Load test'),
        )?.status,
      ).toBe('approved'),
    );
  });

  it('approves what others ask for', async () => {
    const { api } = await show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Review' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Demo for finance',
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Reject' }),
    );
    expect(
      within(dialog).getByText('Say why; the reason is recorded.'),
    ).toBeInTheDocument();
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Approve' }),
    );
    await waitFor(() =>
      expect(
        api.environments.bookings.find(
          ({ purpose }) => purpose === 'Demo for finance',
        )?.status,
      ).toBe('approved'),
    );
  });

  it('keeps its filters in the URL', async () => {
    await show({ path: '/releases/environments/board?tier=staging&only=free' });
    await rowOf('staging-us');
    expect(screen.getAllByRole('rowheader')).toHaveLength(1);
    await userEvent.click(
      screen.getByRole('button', { name: 'Clear filters' }),
    );
    await waitFor(() =>
      expect(screen.getAllByRole('rowheader')).toHaveLength(7),
    );
    expect(screen.getByTestId('search')).toHaveTextContent(/^$/);
    await userEvent.click(
      screen.getByRole('button', { name: 'With findings' }),
    );
    await waitFor(() =>
      expect(screen.getAllByRole('rowheader')).toHaveLength(3),
    );
    expect(screen.getByTestId('search')).toHaveTextContent('?only=findings');
  });

  it('says what frees first where nothing is free', async () => {
    await show({
      path: '/releases/environments/board?only=free&owner=group:default/team-quality',
    });
    expect(
      await screen.findByRole('heading', {
        name: 'Nothing of Quality is free now',
      }),
    ).toBeInTheDocument();
    expect(
      screen.getByText('staging-eu frees first, Mon 23 Nov, 12:30.'),
    ).toBeInTheDocument();
    expect(
      screen.getByRole('button', { name: 'Book staging-eu from then' }),
    ).toBeInTheDocument();
  });

  it('says that there are none yet, that it failed, and what permission it takes', async () => {
    const empty = createFakeReleasesApi();
    empty.environments.environments = [];
    const first = await show({ api: empty });
    expect(
      await screen.findByRole('heading', { name: 'No environments yet' }),
    ).toBeInTheDocument();
    first.unmount();

    const broken = createFakeReleasesApi();
    broken.failure = new FakeResponseError(503, 'down');
    const second = await show({ api: broken });
    expect(
      await screen.findByRole('heading', {
        name: 'Environments could not be loaded',
      }),
    ).toBeInTheDocument();
    broken.failure = undefined;
    await userEvent.click(screen.getByRole('button', { name: 'Try again' }));
    await rowOf('dev');
    second.unmount();

    const closed = createFakeReleasesApi();
    closed.failure = new FakeResponseError(403, 'no');
    await show({ api: closed });
    expect(
      await screen.findByRole('heading', {
        name: 'You may not see environments',
      }),
    ).toBeInTheDocument();
    expect(screen.getByText(/releases\.environment\.read/)).toBeInTheDocument();
  });

  it('changes a row in place, and lets what comes and goes wait', async () => {
    const { api } = await show();
    const perf = await rowOf('perf');
    expect(perf.getByText('Taken until Tue 18:00')).toBeInTheDocument();
    const world = api.environments;
    world.bookings = world.bookings.filter(
      ({ purpose }) => purpose !== 'Peak load rehearsal',
    );
    const [dev, ...rest] = world.environments;
    world.environments = [
      ...rest,
      { ...dev, ref: environmentRef('qa'), name: 'qa' },
    ];
    act(() => notifyChanged());
    expect(await perf.findByText(/^Free until/)).toBeInTheDocument();
    expect(screen.getByRole('rowheader', { name: /^dev/ })).toBeInTheDocument();
    await userEvent.click(
      await screen.findByRole('button', { name: '2 changes, show' }),
    );
    expect(screen.getByRole('rowheader', { name: /^qa/ })).toBeInTheDocument();
    expect(
      screen.queryByRole('rowheader', { name: /^dev/ }),
    ).not.toBeInTheDocument();
  });

  it('tells one at once that somebody broke the lease', async () => {
    const { api } = await show();
    await rowOf('staging-eu');
    Object.assign(api.environments.leases[0], {
      status: 'broken',
      endedBy: 'user:default/ingrid.dahl',
      endReason: 'the runner is lost',
    });
    act(() => notifyChanged());
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You no longer hold staging-eu. Ingrid Dahl broke the lease: the runner is lost',
    );
  });

  it('shows findings with their evidence', async () => {
    await show();
    await rowOf('staging-us');
    await userEvent.click(
      screen.getByRole('button', { name: /1 finding in staging-us$/ }),
    );
    expect(
      await screen.findByText('checkout-api calls into production'),
    ).toBeInTheDocument();
  });

  it('becomes cards on a phone, and passes axe', async () => {
    const { container } = await show({ width: 390 });
    const list = await screen.findByRole('list', { name: 'Environments' });
    expect(within(list).getAllByRole('listitem').length).toBe(7);
    expect(
      within(list).getByRole('button', { name: 'Release early staging-eu' }),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });
});
