import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  CHECKOUT,
  createFakeReleasesApi,
  environmentRef,
  FakeResponseError,
  groupRef,
  makeClaim,
} from '../../testing';
import { showEnvironments } from '../__testUtils__/show';
import { EnvironmentsPage } from '../EnvironmentsPage';

function show(options: Parameters<typeof showEnvironments>[1] = {}) {
  return showEnvironments(<EnvironmentsPage />, {
    path: '/releases/environments/claims',
    ...options,
  });
}

function withRequest() {
  const api = createFakeReleasesApi();
  api.environments.claims.push(
    makeClaim({
      environmentRef: environmentRef('test-1'),
      group: groupRef('team-search'),
      status: 'requested',
      activeSince: undefined,
      requestedBy: 'user:default/priya.nair',
      reason: 'We index there',
    }),
    makeClaim({
      environmentRef: environmentRef('dev'),
      group: CHECKOUT,
      status: 'asked',
      activeSince: undefined,
      requestedBy: 'user:default/luc.moreau',
    }),
  );
  return api;
}

describe('claiming', () => {
  it('says what a group takes on, and sends it', async () => {
    const { api } = await show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Claim test-1' }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Claim test-1' });
    expect(
      within(dialog).getByText(
        'Nobody has owned it since 12 Oct: The group Labs was dissolved. It has been idle for 41 days and costs €18 a day.',
      ),
    ).toBeInTheDocument();
    const duties = within(dialog)
      .getAllByRole('listitem')
      .map(({ textContent }) => textContent);
    expect(duties).toEqual([
      'Clean up when a booking expiresWithin 24 h',
      'Patch every monthFirst by Wed 23 Dec',
      'Replace the raw production dataBy Mon 30 Nov',
      'Attest every 6 monthsFirst on Sun 23 May 2027',
    ]);
    expect(await axe(dialog)).toHaveNoViolations();
    await userEvent.type(
      within(dialog).getByLabelText('Escalation contact'),
      '#checkout-oncall',
    );
    await userEvent.click(
      await within(dialog).findByRole('button', {
        name: 'Claim for Checkout',
      }),
    );
    await waitFor(() =>
      expect(
        screen.queryByRole('dialog', { name: 'Claim test-1' }),
      ).not.toBeInTheDocument(),
    );
    expect(
      api.calls.find(({ name }) => name === 'createClaim')?.input.body,
    ).toMatchObject({
      environmentRef: environmentRef('test-1'),
      group: CHECKOUT,
      escalation: '#checkout-oncall',
      ask: false,
      obligations: [
        { kind: 'clean-up', due: { withinHours: 24 } },
        { kind: 'patching', due: { every: 1, unit: 'month' } },
        { kind: 'data-replacement', due: { by: expect.any(String) } },
      ],
    });
    expect(
      await screen.findAllByText(
        'test-1 is claimed for Checkout; an administrator confirms it.',
      ),
    ).not.toHaveLength(0);
  });

  it('keeps what one has written when it is refused, and says why', async () => {
    const api = createFakeReleasesApi();
    api.override('createClaim', () => {
      throw new FakeResponseError(409, 'Search claims it already');
    });
    await show({ api });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Claim test-1' }),
    );
    const dialog = await screen.findByRole('dialog', { name: 'Claim test-1' });
    await userEvent.click(
      await within(dialog).findByRole('button', {
        name: 'Claim for Checkout',
      }),
    );
    expect(
      await within(dialog).findByText('Search claims it already'),
    ).toBeInTheDocument();
  });
});

describe('the claims', () => {
  it('shows what waits, what nobody owns and what is due, and passes axe', async () => {
    const { container } = await show({ api: withRequest() });
    const waiting = await screen.findByRole('region', {
      name: 'Waiting for an answer 2',
    });
    expect(
      await within(waiting).findByText(
        'Search claims it, by Priya Nair on 16 Nov. “We index there”',
      ),
    ).toBeInTheDocument();
    const orphans = screen.getByRole('region', {
      name: 'Nobody answers for these 1',
    });
    expect(within(orphans).getByText('Orphaned')).toBeInTheDocument();
    const due = screen.getByRole('region', { name: 'To be attested 1' });
    expect(within(due).getByText('Attest by Mon 30 Nov')).toBeInTheDocument();
    expect(await axe(container)).toHaveNoViolations();
  });

  it('confirms after a second look, and rejects only with a reason', async () => {
    const { api } = await show({ api: withRequest() });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Reject test-1' }),
    );
    const rejection = await screen.findByRole('dialog');
    await userEvent.click(
      within(rejection).getByRole('button', { name: 'Reject' }),
    );
    expect(
      within(rejection).getByText('Say why; the reason is recorded.'),
    ).toBeInTheDocument();
    await userEvent.click(
      within(rejection).getByRole('button', { name: 'Cancel' }),
    );
    await userEvent.click(
      screen.getByRole('button', { name: 'Confirm test-1' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Confirm that Search owns test-1',
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Confirm' }),
    );
    await waitFor(() =>
      expect(
        api.environments.claims.find(
          ({ group }) => group === groupRef('team-search'),
        )?.status,
      ).toBe('active'),
    );
  });

  it('offers to accept what one’s group is asked to own', async () => {
    const { api } = await show({ api: withRequest() });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Accept dev' }),
    );
    await waitFor(() =>
      expect(
        api.environments.claims.find(
          one =>
            one.group === CHECKOUT &&
            one.environmentRef === environmentRef('dev'),
        )?.status,
      ).toBe('active'),
    );
  });

  it('hands over with a group of one’s choice', async () => {
    const { api } = await show();
    await userEvent.click(
      await screen.findByRole('button', { name: 'Hand over staging-us' }),
    );
    const dialog = await screen.findByRole('dialog', {
      name: 'Hand staging-us over',
    });
    await userEvent.click(
      within(dialog).getByRole('button', { name: /To which group/ }),
    );
    await userEvent.click(
      await screen.findByRole('option', { name: 'Quality' }),
    );
    await userEvent.click(
      within(dialog).getByRole('button', { name: 'Offer to Quality' }),
    );
    await waitFor(() =>
      expect(
        api.environments.claims.find(
          one =>
            one.group === CHECKOUT &&
            one.environmentRef === environmentRef('staging-us'),
        ),
      ).toMatchObject({
        status: 'handover-offered',
        offeredTo: groupRef('team-quality'),
      }),
    );
  });

  it('narrows all claims by status, in the URL', async () => {
    await show({ path: '/releases/environments/claims?status=orphaned' });
    const table = await screen.findByRole('table');
    expect(within(table).getAllByRole('row')).toHaveLength(2);
    expect(
      within(table).getByText('The group Labs was dissolved'),
    ).toBeInTheDocument();
  });
});
