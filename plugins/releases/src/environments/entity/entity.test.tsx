import { Entity } from '@backstage/catalog-model';
import { EntityProvider } from '@backstage/plugin-catalog-react';
import type { Booking } from '@release-desk/plugin-releases-common';
import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  at,
  CHECKOUT,
  componentRef,
  createBookings,
  createClaims,
  createEnvironmentCatalog,
  createFakeReleasesApi,
  environmentRef,
  FakeReleasesApi,
  FakeResponseError,
} from '../../testing';
import { showEnvironments } from '../__testUtils__/show';
import { GroupEnvironmentsCard } from '../group/GroupEnvironmentsCard';
import { hoursWithin } from '../group/useGroupEnvironments';
import { MyEnvironments } from '../home/MyEnvironments';
import { EnvironmentCard } from './EnvironmentCard';
import { EnvironmentContent } from './EnvironmentContent';
import { historyOf } from './history';

function entityOf(name: string): Entity {
  return createEnvironmentCatalog().find(
    ({ metadata }) => metadata.name === name,
  )!;
}

function showContent(name: string, api?: FakeReleasesApi) {
  return showEnvironments(
    <EntityProvider entity={entityOf(name)}>
      <EnvironmentContent />
    </EntityProvider>,
    { api },
  );
}

function showCard(name: string, api?: FakeReleasesApi) {
  return showEnvironments(
    <EntityProvider entity={entityOf(name)}>
      <EnvironmentCard />
    </EntityProvider>,
    { api },
  );
}

const deployment = (version: string, wall: string, result = 'succeeded') => ({
  id: version,
  version,
  run: '4790',
  at: at(wall),
  result,
});

/** A portal in which something runs in staging-us, and may go on. */
function withVersions(): FakeReleasesApi {
  const api = createFakeReleasesApi();
  const current = deployment('5.12.0', '2026-11-22T16:30');
  api.override('getVersionMatrix', () => ({
    items: [
      {
        componentRef: componentRef('checkout-api'),
        brokenPromotions: [],
        cells: [
          {
            environmentRef: environmentRef('staging-us'),
            state: 'runs',
            current,
            latest: current,
            lastFailed: false,
            deploying: false,
            brokenPromotion: false,
            drift: {
              against: environmentRef('production-us'),
              steps: 1,
              since: at('2026-11-22T16:30'),
            },
          },
        ],
      },
    ],
    environments: [environmentRef('staging-us')],
    pageInfo: {},
  }));
  api.override('listPromotionPolicies', ({ query }) => ({
    items: query.from
      ? [
          {
            id: 'policy',
            from: environmentRef('staging-us'),
            to: environmentRef('production-us'),
          },
        ]
      : [],
    pageInfo: {},
  }));
  api.override('evaluatePromotion', () => ({
    version: '5.12.0',
    answer: {
      verdict: 'failed',
      at: at('2026-11-23T10:40'),
      passing: 1,
      total: 2,
      tree: { is: 'all', verdict: 'failed' },
      criteria: [
        {
          key: '0',
          kind: 'fact',
          title: 'Tests cover at least 80 %',
          verdict: 'passed',
          negated: false,
          op: '>=',
          value: 86.4,
          unit: '%',
          source: 'CI',
          at: at('2026-11-23T08:40'),
          cure: { kind: 'nothing' },
          toPass: '',
        },
        {
          key: '1',
          kind: 'success-rate',
          title: 'At least 95 % of runs succeed',
          verdict: 'failed',
          negated: false,
          op: '>=',
          value: 91.7,
          unit: '%',
          sample: { succeeded: 22, total: 24 },
          cure: { kind: 'run', count: 16 },
          toPass: '16 green runs in a row lift it to 95 %',
        },
      ],
    },
  }));
  api.override('listDeployments', () => ({
    items: [
      { actor: 'ci-staging', ...current },
      { actor: 'laptop-of-luc', ...current },
    ],
    pageInfo: {},
  }));
  return api;
}

describe('the tab Environment', () => {
  it('answers first, then shows what that rests on, and passes axe', async () => {
    const { container } = await showContent('staging-us', withVersions());
    expect(
      await screen.findByText('Claimed since 2 Mar 2026; the catalog agrees'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Free until Tue 09:00, for 22 h 20 min'),
    ).toBeInTheDocument();
    expect(
      screen.getByText('Deploy to it: only ci-staging may'),
    ).toBeInTheDocument();
    expect(
      await screen.findByText('Approve or reject for Ledger: Demo for finance'),
    ).toBeInTheDocument();

    const promotion = screen.getByRole('region', { name: 'Promotion' });
    expect(
      await within(promotion).findByText('Not yet: 1 of 2 criteria pass'),
    ).toBeInTheDocument();
    expect(
      within(promotion).getByText('16 green runs in a row lift it to 95 %'),
    ).toBeInTheDocument();
    expect(within(promotion).getByText('91.7 %')).toBeInTheDocument();
    const runs = screen.getByRole('region', { name: 'What runs here 1' });
    expect(within(runs).getByText('1 ahead, since 22 Nov')).toBeInTheDocument();
    const claim = screen.getByRole('region', { name: 'Claim' });
    expect(within(claim).getByText('Due Mon 30 Nov')).toBeInTheDocument();
    expect(within(claim).getByText('Patch every month')).toBeInTheDocument();
    const access = screen.getByRole('region', { name: 'Access' });
    expect(
      await within(access).findByText(/not named above/),
    ).toHaveTextContent('laptop-of-luc');
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says what is not known, and what permission it takes', async () => {
    const api = createFakeReleasesApi();
    api.override('getEnvironment', () => {
      throw new FakeResponseError(403, 'no');
    });
    await showContent('staging-us', api);
    expect(
      await screen.findByText(/releases\.environment\.read/),
    ).toBeInTheDocument();
  });

  it('records that an obligation was fulfilled', async () => {
    const { api } = await showContent('staging-us');
    await userEvent.click(
      await screen.findByRole('button', {
        name: 'Record as done Patch every month',
      }),
    );
    await waitFor(() =>
      expect(
        api.environments.claims
          .find(({ group }) => group === CHECKOUT)
          ?.obligations.find(({ id }) => id === 'patch')?.doneAt,
      ).toBe('2026-11-23T09:40:00.000Z'),
    );
  });

  it('says who owned it on a day that is long over', async () => {
    await showContent('staging-us');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Who owned it on…' }),
    );
    const popover = await screen.findByRole('dialog');
    expect(await within(popover).findByText('Checkout')).toBeInTheDocument();
    const year = within(popover).getByRole('spinbutton', { name: /^year/ });
    await userEvent.type(year, '2025');
    expect(await within(popover).findByText('Storefront')).toBeInTheDocument();
  });
});

describe('what became of an environment', () => {
  it('tells of claims, broken leases and what was released early', () => {
    const t = ((key: string, values?: object) =>
      `${key} ${JSON.stringify(values ?? {})}`) as never;
    const [booking] = createBookings();
    const early: Booking = {
      ...booking,
      status: 'completed',
      end: at('2026-11-20T18:00'),
      endedAt: at('2026-11-20T16:00'),
    };
    const events = historyOf({
      claims: createClaims().filter(
        one => one.environmentRef === environmentRef('staging-us'),
      ),
      leases: [],
      bookings: [early, { ...early, id: 'late', endedAt: early.end }],
      t,
      nameOf: ref => ref,
    });
    expect(events.map(({ kind, at: when }) => [kind, when])).toEqual([
      ['released', at('2026-11-20T16:00')],
      ['claimed', at('2026-03-02T10:00')],
      ['claimed', at('2025-01-14T10:00')],
    ]);
    expect(events[1].title).toContain('claimedFrom');
  });
});

describe('the info card', () => {
  it.each([
    ['staging-us', 'Free until Tue 09:00', 'Book staging-us'],
    ['perf', 'Taken until Tue 18:00', 'Book perf'],
    ['test-1', 'Idle for 41 days', 'Claim test-1'],
  ])('answers for %s, and passes axe', async (name, answer, action) => {
    const { container } = await showCard(name);
    expect(await screen.findByText(answer)).toBeInTheDocument();
    expect(screen.getByRole('button', { name: action })).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });
});

describe('the card of a group', () => {
  it('says what it must attest, owns and has booked, and passes axe', async () => {
    const { container, api } = await showEnvironments(
      <EntityProvider entity={entityOf('team-checkout')}>
        <GroupEnvironmentsCard />
      </EntityProvider>,
    );
    expect(
      await screen.findByRole('heading', { name: 'Must attest 1' }),
    ).toBeInTheDocument();
    expect(screen.getByRole('heading', { name: 'Owns 1' })).toBeInTheDocument();
    expect(screen.getAllByText('Active')).toHaveLength(2);
    expect(screen.getAllByText('Pending')).toHaveLength(1);
    await userEvent.click(
      screen.getByRole('button', { name: '1 more booking' }),
    );
    expect(screen.getAllByText('Pending')).toHaveLength(2);
    await userEvent.click(
      screen.getByRole('button', { name: 'Attest staging-us' }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('heading', { name: 'Must attest 1' }),
      ).not.toBeInTheDocument(),
    );
    expect(api.calls.some(({ name }) => name === 'attestClaim')).toBe(true);
    expect(await axe(container)).toHaveNoViolations();
  });

  it('counts the hours of a week, of what was released early until then', () => {
    const [, , booking] = createBookings();
    const span = {
      start: Date.parse(at('2026-11-23T00:00')),
      end: Date.parse(at('2026-11-30T00:00')),
    };
    expect(hoursWithin([booking], span)).toBe(9);
    expect(
      hoursWithin([{ ...booking, endedAt: at('2026-11-23T10:00') }], span),
    ).toBe(1);
    expect(
      hoursWithin([{ ...booking, start: at('2026-11-22T23:00') }], span),
    ).toBe(18);
  });
});

describe('My environments', () => {
  it('shows what one holds, is offered, must attest and comes, and passes axe', async () => {
    const { container, api } = await showEnvironments(<MyEnvironments />);
    const held = await screen.findByRole('region', { name: 'staging-eu' });
    expect(within(held).getByText('1 h 50 min left')).toBeInTheDocument();
    expect(
      within(held).getByRole('meter', { name: 'Time used of staging-eu' }),
    ).toHaveAttribute('aria-valuetext', '94 of 204 minutes used');
    expect(screen.getByText('Offered to you until 11:40')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
    await userEvent.click(screen.getByRole('button', { name: 'Accept' }));
    await waitFor(() =>
      expect(api.calls.some(({ name }) => name === 'answerOffer')).toBe(true),
    );
  });

  it('says what is free when nothing is held and nothing asks', async () => {
    const api = createFakeReleasesApi();
    Object.assign(api.environments, { bookings: [], waiting: [], claims: [] });
    await showEnvironments(<MyEnvironments />, { api });
    expect(
      await screen.findByText('You hold nothing and nothing needs you'),
    ).toBeInTheDocument();
    expect(
      screen.getByText(/^7 environments are free now: dev, test-1, perf/),
    ).toBeInTheDocument();
  });
});
