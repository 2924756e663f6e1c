import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import {
  at,
  createFakeReleasesApi,
  environmentRef,
  FakeReleasesApi,
  FakeResponseError,
} from '../../testing';
import { showEnvironments } from '../__testUtils__/show';
import { BookDialog, BookDialogProps } from './BookDialog';
import { lastUse } from './lanes/useGhost';

async function open(
  props: Partial<BookDialogProps> = {},
  api: FakeReleasesApi = createFakeReleasesApi({ items: [] }),
) {
  const onClose = jest.fn();
  const onBooked = jest.fn();
  const shown = await showEnvironments(
    <BookDialog
      environmentRefs={[environmentRef('staging-us')]}
      start={at('2026-11-25T09:00')}
      end={at('2026-11-25T11:00')}
      onClose={onClose}
      onBooked={onBooked}
      {...props}
    />,
    { api },
  );
  const dialog = await screen.findByRole('dialog', {
    name: 'Book an environment',
  });
  return { ...shown, api, onClose, onBooked, dialog, form: within(dialog) };
}

const made = (api: FakeReleasesApi, name = 'createBooking') =>
  api.calls.filter(call => call.name === name).map(({ input }) => input.body);

describe('BookDialog', () => {
  // What was booked last is remembered, in a test as in a window.
  beforeEach(() =>
    Object.assign(lastUse, { usage: 'test', mode: 'exclusive' }),
  );

  it('books at once where the policy says so, and passes axe', async () => {
    const { api, dialog, form, onClose, onBooked } = await open();
    await form.findByText('It is yours at once.');
    expect(form.getByText('Set-up 30 min, tear-down 15 min')).toBeVisible();
    expect(await axe(dialog)).toHaveNoViolations();
    await userEvent.type(form.getByLabelText('What for'), 'Check');
    await userEvent.click(form.getByRole('button', { name: 'Book' }));
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(onBooked).toHaveBeenCalledWith(
      expect.objectContaining({ purpose: 'Check', status: 'approved' }),
    );
    expect(made(api)).toHaveLength(1);
  });

  it('says at its field what is missing, and sends nothing', async () => {
    const { api, form } = await open({ environmentRefs: [] });
    await userEvent.click(form.getByRole('button', { name: 'Book' }));
    expect(await form.findByText('At least one environment')).toBeVisible();
    expect(form.getByText('Needed')).toBeVisible();
    expect(made(api)).toEqual([]);
  });

  it('asks the owner by name where a policy does not approve', async () => {
    const { api, form } = await open({
      environmentRefs: [environmentRef('perf')],
      start: at('2026-11-28T09:00'),
      end: at('2026-11-28T11:00'),
    });
    await userEvent.type(form.getByLabelText('What for'), 'Peak');
    await userEvent.click(form.getByRole('button', { name: /Usage/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: 'Performance' }),
    );
    const ask = await form.findByRole('button', { name: 'Ask Quality' });
    expect(await form.findByText(/^Quality decides\. Until/)).toBeVisible();
    await userEvent.click(ask);
    await waitFor(() => expect(made(api)).toHaveLength(1));
  });

  it('shows who has it and where it is free, and takes a free slot', async () => {
    const { form } = await open({
      environmentRefs: [environmentRef('staging-eu')],
      start: at('2026-11-24T16:00'),
      end: at('2026-11-24T20:00'),
    });
    expect(
      await form.findByText('Taken until Tue 24 Nov, 18:00 by Orders'),
    ).toBeVisible();
    expect(
      form.getByRole('button', { name: 'Join the waiting list' }),
    ).toBeVisible();
    expect(form.getByText('Free for 4 h')).toBeVisible();
    const [slot] = form.getAllByRole('button', { name: /^Use Tue 24 Nov/ });
    await userEvent.click(slot);
    expect(await form.findByText('It is yours at once.')).toBeVisible();
    expect(form.getByRole('button', { name: 'Book' })).toBeVisible();
  });

  it('tells at its field what the server refuses, and keeps what was typed', async () => {
    const api = createFakeReleasesApi({ items: [] });
    api.override('createBooking', () => {
      throw new FakeResponseError(
        400,
        'end: expected at most 92 days after start; purpose: expected less; it is closed',
      );
    });
    const { form, onClose } = await open({}, api);
    await form.findByText('It is yours at once.');
    await userEvent.type(form.getByLabelText('What for'), 'Check');
    await userEvent.click(form.getByRole('button', { name: 'Book' }));
    expect(
      await form.findByText('expected at most 92 days after start'),
    ).toBeVisible();
    expect(form.getByText('expected less; it is closed')).toBeVisible();
    expect(form.getByLabelText('What for')).toHaveValue('Check');
    expect(onClose).not.toHaveBeenCalled();
  });

  it('says so when somebody was faster', async () => {
    const api = createFakeReleasesApi({ items: [] });
    api.override('createBooking', () => {
      throw new FakeResponseError(409, 'Orders has it');
    });
    const { form } = await open({}, api);
    await form.findByText('It is yours at once.');
    await userEvent.type(form.getByLabelText('What for'), 'Check');
    await userEvent.click(form.getByRole('button', { name: 'Book' }));
    expect(
      await form.findByText('Somebody was faster: Orders has it'),
    ).toBeVisible();
  });

  it('books a series in one go, and says how many times', async () => {
    const { api, form, onClose } = await open();
    await userEvent.type(form.getByLabelText('What for'), 'Weekly check');
    await userEvent.click(
      form.getByRole('button', { name: 'Repeat or link a release' }),
    );
    await userEvent.click(form.getByRole('button', { name: /Repeats/ }));
    await userEvent.click(
      await screen.findByRole('option', { name: /every week$/i }),
    );
    const book = await form.findByRole('button', { name: /^Book \d+ times$/ });
    await userEvent.click(book);
    await waitFor(() => expect(onClose).toHaveBeenCalled());
    expect(made(api, 'createBookingSeries')[0].recurrence.rrule).toMatch(
      /^FREQ=WEEKLY/,
    );
    expect(made(api)).toEqual([]);
  });
});
