import { EntityProvider } from '@backstage/plugin-catalog-react';
import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { createFakeReleasesApi, environmentRef } from '../../testing';
import { showEnvironments } from '../__testUtils__/show';
import { ComponentEnvironments } from './ComponentEnvironments';
import { promotionPaths } from './promotionPaths';

function show(
  name = 'checkout-api',
  options: Parameters<typeof showEnvironments>[1] = {},
) {
  return showEnvironments(
    <EntityProvider
      entity={{
        apiVersion: 'backstage.io/v1alpha1',
        kind: 'Component',
        metadata: { name, namespace: 'default' },
        spec: { type: 'service' },
      }}
    >
      <ComponentEnvironments />
    </EntityProvider>,
    options,
  );
}

describe('the environments of a component', () => {
  it('answers whether it may go on, and of each criterion what makes it pass', async () => {
    const { container } = await show();
    expect(
      await screen.findByRole('heading', {
        name: 'Not yet: 2 of 5 criteria pass',
      }),
    ).toBeInTheDocument();
    const criteria = within(
      screen.getByRole('table', { name: 'Criteria of the promotion' }),
    );
    const rowOf = (name: string) =>
      within(
        criteria
          .getByRole('rowheader', { name: new RegExp(name) })
          .closest('tr')!,
      );
    const runs = rowOf('At least 95 % of runs succeed');
    expect(runs.getByText('91.7 %')).toBeInTheDocument();
    expect(runs.getByText('needs 95 %')).toBeInTheDocument();
    expect(runs.getByText('Fails, 22 of 24')).toBeInTheDocument();
    expect(
      runs.getByText('16 green runs in a row lift it to 95 %.'),
    ).toBeInTheDocument();
    const soak = rowOf('Soaked');
    expect(soak.getByText('18 h 10 min')).toBeInTheDocument();
    expect(
      soak.getByText(/Passes Mon 23 Nov, 16:30 if nothing is deployed/),
    ).toBeInTheDocument();
    const load = rowOf('Load test');
    expect(load.getByText('No fact')).toBeInTheDocument();
    expect(
      load.getByText('Missing, last for 5.11.2, 16 Nov'),
    ).toBeInTheDocument();
    expect(rowOf('Tests cover').getByText('Nothing to do')).toBeInTheDocument();
    expect(await screen.findByText(/pass either way/)).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('shows the way to production, and each step when it is chosen', async () => {
    await show();
    const step = await screen.findByRole('button', {
      name: /^The way from dev to staging-us/,
    });
    await userEvent.click(step);
    expect(
      await screen.findByRole('heading', { name: 'May go' }),
    ).toBeInTheDocument();
    expect(step).toHaveAttribute('aria-pressed', 'true');
    expect(screen.getByTestId('search')).toHaveTextContent(
      encodeURIComponent(environmentRef('staging-us')),
    );
  });

  it('asks what would be with another threshold', async () => {
    const { api } = await show();
    expect(
      await screen.findByText('0 more would have passed'),
    ).toBeInTheDocument();
    fireEvent.change(await screen.findByRole('slider'), {
      target: { value: '90' },
    });
    expect(
      await screen.findByText('4 more would have passed'),
    ).toBeInTheDocument();
    expect(screen.getByText('90 % instead of 95 %')).toBeInTheDocument();
    expect(
      api.calls.filter(({ name }) => name === 'askWhatIf').at(-1)!.input.body,
    ).toMatchObject({ changes: [{ key: 'runs', value: 90 }], versions: 20 });
    await userEvent.click(
      screen.getByRole('button', { name: 'The same as a table' }),
    );
    expect(
      screen.getByRole('columnheader', { name: 'What if' }),
    ).toBeInTheDocument();
  });

  it('lists where it runs', async () => {
    await show('search-indexer');
    const row = await screen.findByRole('row', { name: /^staging-eu/ });
    expect(row).toHaveTextContent('2.7.1');
    expect(row).toHaveTextContent('another digest in production-eu');
  });

  it('says so when nothing is reported of it', async () => {
    const api = createFakeReleasesApi();
    await show('unknown', { api });
    expect(
      await screen.findByText('It is not reported anywhere yet'),
    ).toBeInTheDocument();
    await waitFor(() =>
      expect(api.calls.map(({ name }) => name)).not.toContain(
        'evaluatePromotion',
      ),
    );
  });
});

describe('promotionPaths', () => {
  const env = (name: string, next?: string) => ({
    ref: environmentRef(name),
    name,
    networkZones: [],
    ...(next && { nextEnvironment: environmentRef(next) }),
  });
  const runs = (...names: string[]) => ({
    cells: names.map(name => ({
      environmentRef: environmentRef(name),
      state: 'runs' as const,
      lastFailed: false,
      deploying: false,
      brokenPromotion: false,
      current: {
        id: name,
        version: '1',
        at: '2026-11-01T00:00:00.000Z',
        result: 'succeeded' as const,
      },
    })),
  });

  it('begins where it runs first, and says each way once, the fullest first', () => {
    const paths = promotionPaths(
      [
        env('preview-1', 'dev'),
        env('preview-2', 'dev'),
        env('dev', 'test'),
        env('test', 'staging'),
        env('staging', 'production'),
        env('lab', 'staging'),
        env('production'),
        env('alone'),
      ],
      runs('dev', 'lab', 'staging', 'alone'),
    );
    expect(paths).toEqual([
      ['lab', 'staging', 'production'].map(environmentRef),
      ['dev', 'test', 'staging', 'production'].map(environmentRef),
    ]);
  });

  it('ends where a path would go round', () => {
    expect(
      promotionPaths(
        [env('dev', 'a'), env('a', 'b'), env('b', 'a')],
        runs('a'),
      ),
    ).toEqual([['a', 'b'].map(environmentRef)]);
  });
});
