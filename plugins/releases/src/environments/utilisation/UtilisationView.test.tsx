import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { createFakeReleasesApi, FakeResponseError } from '../../testing';
import { showEnvironments } from '../__testUtils__/show';
import { EnvironmentsPage } from '../EnvironmentsPage';

function show(options: Parameters<typeof showEnvironments>[1] = {}) {
  return showEnvironments(<EnvironmentsPage />, {
    path: '/releases/environments/utilisation',
    ...options,
  });
}

describe('utilisation', () => {
  it('shows bars and the same as a table, with definition and sample, and passes axe', async () => {
    const { container } = await show();
    const table = within(await screen.findByRole('table'));
    const row = table.getByRole('row', { name: /^staging-eu/ });
    expect(row).toHaveTextContent('50 %');
    expect(row).toHaveTextContent('361 h');
    expect(row).toHaveTextContent('€945 saved');
    expect(row).toHaveTextContent('9 bookings');
    expect(
      screen.getByText(
        /^Booked hours divided by available hours\. Made of 42 bookings/,
      ),
    ).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('is grouped and measured otherwise, as the URL says', async () => {
    const { api } = await show();
    await userEvent.click(await screen.findByRole('radio', { name: 'Team' }));
    expect(
      await screen.findByRole('row', { name: /^Checkout/ }),
    ).toBeInTheDocument();
    await userEvent.click(screen.getByRole('radio', { name: '90 days' }));
    expect(screen.getByTestId('search')).toHaveTextContent('days=90');
    const { query } = api.calls
      .filter(({ name }) => name === 'getUtilisation')
      .at(-1)!.input;
    expect(query).toMatchObject({
      groupBy: ['team'],
      from: '2026-08-24T22:00:00.000Z',
      timeZone: 'Europe/Berlin',
    });
  });

  it('says that nothing was booked, and that it did not load', async () => {
    const api = createFakeReleasesApi();
    api.override('getUtilisation', (input, usual) => {
      const figures = usual(input);
      figures.total.sample.bookings = 0;
      return figures;
    });
    await show({ api });
    expect(
      await screen.findByText('Nothing was booked in this time'),
    ).toBeInTheDocument();
    api.failure = new FakeResponseError(503, 'away');
    await userEvent.click(screen.getByRole('radio', { name: 'A year' }));
    expect(
      await screen.findByText('The figures did not load'),
    ).toBeInTheDocument();
  });
});
