import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  componentRef,
  createFakeReleasesApi,
  environmentRef,
  FakeResponseError,
} from '../../testing';
import { showEnvironments } from '../__testUtils__/show';
import { EnvironmentsPage } from '../EnvironmentsPage';
import { matrixCsv } from './matrixCsv';

function show(options: Parameters<typeof showEnvironments>[1] = {}) {
  return showEnvironments(<EnvironmentsPage />, {
    path: '/releases/environments/versions',
    ...options,
  });
}

const cell = (name: RegExp) => screen.findByRole('gridcell', { name });

describe('the version matrix', () => {
  it('says what runs where, how far ahead, and what is broken, and passes axe', async () => {
    const { container } = await show();
    expect(
      await cell(/^cart-api in staging-us, 3\.20\.1, 3 d, 3 versions ahead/),
    ).toHaveAttribute('data-ahead', '3');
    expect(
      await cell(/^orders-api in test-1, 7\.1\.0, 43 d, 1 version older/),
    ).toHaveTextContent('−1');
    expect(
      await cell(
        /^search-indexer in staging-eu, .*same version with another digest in production-eu/,
      ),
    ).toHaveAttribute('data-broken');
    expect(
      await cell(/^api-gateway in staging-us, .*deployment of 12\.3 failed/),
    ).toBeInTheDocument();
    expect(
      await cell(/^notifications in perf, not reported/),
    ).toBeInTheDocument();
    expect(await cell(/^ledger in perf, not deployed/)).toBeInTheDocument();
    expect(
      screen.getByText('7 components, 7 environments'),
    ).toBeInTheDocument();
    expect(screen.getByText('Yours, 12:30')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('is one tab stop; Enter opens a cell, Escape returns to it', async () => {
    const { container } = await show();
    const first = await cell(/^checkout-api in dev/);
    expect(container.querySelectorAll('td[tabindex="0"]')).toHaveLength(1);
    first.focus();
    await userEvent.keyboard('{ArrowDown}{ArrowDown}{ArrowDown}{ArrowRight}');
    await userEvent.keyboard('{ArrowRight}{ArrowRight}');
    expect(document.activeElement).toHaveAccessibleName(
      /^search-indexer in staging-eu/,
    );
    await userEvent.keyboard('{Enter}');
    const popover = await screen.findByRole('dialog', {
      name: 'search-indexer 2.7.1 was rebuilt, not promoted',
    });
    expect(
      within(popover).getByText(/What was tested is not what runs/),
    ).toBeInTheDocument();
    expect(within(popover).getByText(/^sha256:41ab/)).toBeInTheDocument();
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(document.activeElement).toHaveAccessibleName(
        /^search-indexer in staging-eu/,
      ),
    );
    await userEvent.keyboard('{Control>}{End}{/Control}');
    expect(document.activeElement).toHaveAccessibleName(
      /^notifications in production-us/,
    );
  });

  it('narrows to what is wrong, and counts it', async () => {
    await show();
    await userEvent.click(
      await screen.findByRole('button', { name: /Broken promotion\s*1/ }),
    );
    await waitFor(() =>
      expect(
        screen.getAllByRole('rowheader').map(one => one.textContent),
      ).toContain('search-indexer'),
    );
    expect(
      screen.queryByRole('rowheader', { name: 'cart-api' }),
    ).not.toBeInTheDocument();
    expect(screen.getByTestId('search')).toHaveTextContent('only=broken');
    await userEvent.click(
      screen.getByRole('button', { name: /Drift over 7 days/ }),
    );
    expect(
      await screen.findByText('Nothing for these filters'),
    ).toBeInTheDocument();
  });

  it('asks for more components, page by page', async () => {
    const api = createFakeReleasesApi();
    api.override('getVersionMatrix', (input, usual) => {
      const page: { items: unknown[] } = usual(input);
      const isFirst = input.query.cursor === undefined;
      return {
        ...page,
        items: isFirst ? page.items.slice(0, 4) : page.items.slice(4),
        pageInfo: isFirst ? { nextCursor: '4' } : {},
      };
    });
    await show({ api });
    await cell(/^checkout-api in dev/);
    await userEvent.click(
      screen.getByRole('button', { name: 'Show more components' }),
    );
    expect(await cell(/^ledger in dev/)).toBeInTheDocument();
    expect(
      screen.queryByRole('button', { name: 'Show more components' }),
    ).not.toBeInTheDocument();
  });

  it('shows one environment beside production on a phone', async () => {
    const { container } = await show({ width: 390 });
    await cell(/^checkout-api in staging-us/);
    expect(screen.getAllByRole('columnheader', { name: /us/ })).toHaveLength(2);
    expect(
      screen.queryByRole('gridcell', { name: /in dev,/ }),
    ).not.toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('says that one may not see it', async () => {
    const api = createFakeReleasesApi();
    api.failure = new FakeResponseError(403, 'no');
    await show({ api });
    expect(
      await screen.findByText('You may not see environments'),
    ).toBeInTheDocument();
  });
});

describe('matrixCsv', () => {
  it('quotes what needs it and lets no cell be a formula', () => {
    const ref = environmentRef('dev');
    const csv = matrixCsv(
      [
        {
          componentRef: componentRef('cart'),
          system: 'system:default/shop',
          brokenPromotions: [],
          ahead: { against: 'x', steps: 2, since: '2026-11-01T00:00:00.000Z' },
          cells: [
            {
              environmentRef: ref,
              state: 'runs',
              lastFailed: false,
              deploying: false,
              brokenPromotion: false,
              current: {
                id: 'd',
                version: '=1+2,"3"',
                at: '2026-11-02T00:00:00.000Z',
                result: 'succeeded',
              },
            },
          ],
        },
      ],
      [{ ref, name: 'dev, EU' }],
    );
    expect(csv).toBe(
      'component,domain,system,"dev, EU","dev, EU since",ahead of production,ahead since\r\n' +
        'component:default/cart,,system:default/shop,"\'=1+2,""3""",2026-11-02T00:00:00.000Z,2,2026-11-01T00:00:00.000Z\r\n',
    );
  });
});
