import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { axe } from 'jest-axe';
import { PICTURE_NOW } from '../../testing';
import {
  ago,
  failure,
  holidays,
  listing,
  nordpay,
  OWNER,
  show,
} from './__testUtils__/show';
import { FromCalendar } from './FromCalendar';

const press = (name: string) =>
  userEvent.click(screen.getByRole('button', { name }));

/** The simulated browser does not read files. */
const calendarFile = (text: string, name = 'nordpay.ics') =>
  Object.assign(new File([text], name, { type: 'text/calendar' }), {
    text: async () => text,
  });

const ICS = [
  'BEGIN:VCALENDAR',
  'X-WR-CALNAME:Nordpay\\, all platforms',
  'END:VCALENDAR',
].join('\r\n');

describe('the calendars from elsewhere', () => {
  it('are an entry of the header for who may keep them, over what is shown', async () => {
    await show(listing(nordpay, holidays));
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    await userEvent.click(
      await screen.findByRole('menuitem', { name: 'Calendars from elsewhere' }),
    );
    expect(
      await screen.findByRole('heading', { name: 'Nordpay maintenance' }),
    ).toBeInTheDocument();
    expect(screen.getByTestId('search')).toHaveTextContent(
      '?view=week&calendars=all',
    );
    await userEvent.keyboard('{Escape}');
    await waitFor(() =>
      expect(screen.queryByRole('dialog')).not.toBeInTheDocument(),
    );
    expect(screen.getByTestId('search')).toHaveTextContent('?view=week');
    expect(screen.getByTestId('search')).not.toHaveTextContent('calendars');
  });

  it('say how each is: well, or broken since when and why, and what was left out', async () => {
    await show(
      listing(
        {
          ...nordpay,
          state: 'broken',
          error: "The calendar's server answered 503",
          lastCheckedAt: ago(5),
          lastGoodAt: ago(26 * 60),
          skipped: [
            { uid: 'a@x', title: 'Every minute', reason: 'FREQ=MINUTELY' },
            { uid: 'b@x', reason: 'it ends before it starts' },
          ],
        },
        holidays,
      ),
      { place: holidays.id },
    );
    const broken = (
      await screen.findByRole('heading', { name: 'Nordpay maintenance' })
    ).closest('li')!;
    expect(broken).toHaveTextContent(
      'vendor events of Nordpay, from status.nordpay.example, every 6 hours.',
    );
    // The rest of the address may be a secret.
    expect(broken).not.toHaveTextContent('maintenance.ics');
    expect(broken).toHaveTextContent(
      "Broken: The calendar's server answered 503",
    );
    expect(broken).toHaveTextContent(
      'It could last be read 1 day 2 hours ago, Sun 22 Nov',
    );
    expect(broken).toHaveTextContent('What it held then stays: 4 items.');
    expect(broken).toHaveTextContent('Last tried 5 minutes ago.');
    expect(within(broken).getByText('2 events were left out')).toBeVisible();
    expect(broken).toHaveTextContent('Every minute: FREQ=MINUTELY');
    expect(broken).toHaveTextContent('b@x: it ends before it starts');
    expect(broken).not.toHaveAttribute('aria-current');

    const well = screen
      .getByRole('heading', { name: 'Holidays' })
      .closest('li')!;
    expect(well).toHaveTextContent('Its events become advisories, from a file');
    expect(well).toHaveTextContent('Well. Read 12 minutes ago, 1 item.');
    expect(well).toHaveAttribute('aria-current', 'true');
    expect(
      within(well).queryByRole('button', { name: /^Read again now/ }),
    ).not.toBeInTheDocument();
    expect(await axe(document.body)).toMatchObject({ violations: [] });
  });

  it('are read again now, and removed once it is said what goes with them', async () => {
    const refreshSubscription = jest.fn(async () => nordpay);
    const deleteSubscription = jest.fn();
    deleteSubscription.mockRejectedValueOnce(
      await failure(409, 'ConflictError', 'revision: expected 4'),
    );
    await show(
      { ...listing(nordpay), refreshSubscription, deleteSubscription },
      { place: 'all' },
    );
    await screen.findByRole('heading', { name: 'Nordpay maintenance' });
    await press('Read again now: Nordpay maintenance');
    expect(refreshSubscription).toHaveBeenCalledWith({
      params: { id: nordpay.id },
    });

    await press('Remove: Nordpay maintenance');
    expect(
      await screen.findByText(/^Its 4 items leave the calendar/),
    ).toBeInTheDocument();
    await press('Keep it');
    expect(deleteSubscription).not.toHaveBeenCalled();

    await press('Remove: Nordpay maintenance');
    await press('Remove calendar');
    expect(await screen.findByRole('alert')).toHaveTextContent(
      /^Somebody changed it meanwhile/,
    );
    await press('Remove: Nordpay maintenance');
    await press('Remove calendar');
    await waitFor(() =>
      expect(deleteSubscription).toHaveBeenLastCalledWith({
        params: { id: nordpay.id },
        revision: 3,
      }),
    );
  });
});

describe('a calendar that is added', () => {
  it('comes from a file, with its own name, and what is refused is said at its field', async () => {
    const createSubscription = jest.fn();
    createSubscription.mockRejectedValueOnce(
      await failure(
        400,
        'InputError',
        'content: The text is not an iCalendar object: expected BEGIN:VCALENDAR',
      ),
    );
    createSubscription.mockResolvedValue(holidays);
    await show({ ...listing(holidays), createSubscription }, { place: 'new' });
    await userEvent.click(await screen.findByRole('radio', { name: 'A file' }));
    const field = screen.getByLabelText('File of the calendar');
    await press('Add calendar');
    expect(field).toHaveAccessibleDescription(/Choose a file\.$/);
    expect(screen.getByText('Name the vendor.')).toBeInTheDocument();
    expect(createSubscription).not.toHaveBeenCalled();
    expect(await axe(screen.getByRole('dialog'))).toMatchObject({
      violations: [],
    });

    await userEvent.upload(field, calendarFile('x'.repeat(1_000_001)));
    expect(
      await screen.findByText('The file is larger than 1 MB.'),
    ).toBeInTheDocument();
    await userEvent.upload(field, calendarFile(ICS));
    expect(await screen.findByText('nordpay.ics, 1 kB')).toBeInTheDocument();
    expect(
      screen.queryByText('The file is larger than 1 MB.'),
    ).not.toBeInTheDocument();
    expect(screen.getByLabelText('Title')).toHaveValue(
      'Nordpay, all platforms',
    );

    await userEvent.type(screen.getByLabelText('Vendor'), 'Nordpay');
    await userEvent.type(
      screen.getByRole('combobox', { name: 'Owner' }),
      'team-checkout',
    );
    await userEvent.click(
      await screen.findByRole('option', { name: /checkout/i }),
    );
    await press('Add calendar');
    await waitFor(() =>
      expect(field).toHaveAccessibleDescription(
        /The text is not an iCalendar object: expected BEGIN:VCALENDAR$/,
      ),
    );

    await userEvent.upload(field, calendarFile(ICS, 'better.ics'));
    await screen.findByText('better.ics, 1 kB');
    await press('Add calendar');
    await waitFor(() => expect(createSubscription).toHaveBeenCalledTimes(2));
    const { body } = createSubscription.mock.calls[1][0];
    expect(body).toMatchObject({
      title: 'Nordpay, all platforms',
      kind: 'vendor',
      vendor: 'Nordpay',
      owner: OWNER,
      selector: {},
      content: ICS,
    });
    expect(body).not.toHaveProperty('url');
    // It stands in the list, and the address leads to it.
    expect(
      await screen.findByRole('heading', { name: 'Holidays' }),
    ).toBeInTheDocument();
    expect(screen.getByTestId('search')).toHaveTextContent(
      `calendars=${holidays.id}`,
    );
  });

  it('comes from an address whose host the portal may read', async () => {
    const refusal =
      "the host 'elsewhere.example' is not one of releases.ical.allowedHosts";
    const updateSubscription = jest.fn();
    updateSubscription.mockRejectedValueOnce(
      await failure(400, 'InputError', `url: ${refusal}`),
    );
    updateSubscription.mockRejectedValueOnce(
      await failure(409, 'ConflictError', 'revision: expected 4'),
    );
    updateSubscription.mockResolvedValue(nordpay);
    const getSubscription = jest.fn(async () => ({ ...nordpay, revision: 4 }));
    await show(
      { ...listing(nordpay), updateSubscription, getSubscription },
      { place: `edit:${nordpay.id}` },
    );
    const address = await screen.findByLabelText(/^Address of the calendar/);
    expect(address).toHaveValue(nordpay.url);
    await userEvent.clear(address);
    await userEvent.type(address, 'ftp://elsewhere.example/a.ics');
    await press('Save changes');
    expect(
      await screen.findByText(/begins with https:\/\/ or http:\/\//),
    ).toBeInTheDocument();
    expect(updateSubscription).not.toHaveBeenCalled();

    await userEvent.clear(address);
    await userEvent.type(address, 'https://elsewhere.example/a.ics');
    await press('Save changes');
    expect(await screen.findByText(refusal)).toBeInTheDocument();
    expect(updateSubscription.mock.calls[0][0]).toEqual({
      params: { id: nordpay.id },
      revision: 3,
      body: {
        title: 'Nordpay maintenance',
        owner: OWNER,
        vendor: 'Nordpay',
        selector: nordpay.selector,
        timeZone: 'Europe/Berlin',
        refreshMinutes: 360,
        url: 'https://elsewhere.example/a.ics',
      },
    });

    // Somebody was faster: nothing that was typed is lost, nor saved unseen.
    await press('Save changes');
    expect(
      await screen.findByText(/^Somebody changed it meanwhile/),
    ).toBeInTheDocument();
    expect(address).toHaveValue('https://elsewhere.example/a.ics');
    await press('Save changes');
    await waitFor(() => expect(updateSubscription).toHaveBeenCalledTimes(3));
    expect(updateSubscription.mock.calls[2][0].revision).toBe(4);
  });

  it('is not given up unasked once something was typed', async () => {
    await show(listing(), { place: 'new' });
    await userEvent.type(await screen.findByLabelText('Title'), 'Holidays');
    await press('Back');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Keep editing' }),
    );
    expect(screen.getByLabelText('Title')).toHaveValue('Holidays');
    await press('Back');
    await userEvent.click(
      await screen.findByRole('button', { name: 'Discard' }),
    );
    expect(await screen.findByText(/^None is read yet/)).toBeInTheDocument();
  });
});

describe('an item that follows a calendar', () => {
  const element = (
    <FromCalendar subscriptionId={nordpay.id} now={PICTURE_NOW} />
  );

  it('says which, when that was read, and leads there', async () => {
    await show({ getSubscription: async () => nordpay }, { element });
    const link = await screen.findByRole('link', {
      name: 'Nordpay maintenance',
    });
    expect(link.parentElement).toHaveTextContent(
      /^From Nordpay maintenance, read 12 minutes ago\./,
    );
    expect(link).toHaveAttribute('href', `/?view=week&calendars=${nordpay.id}`);
  });
});
