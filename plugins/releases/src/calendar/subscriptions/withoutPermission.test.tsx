import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { PICTURE_NOW } from '../../testing';
import { failure, nordpay, show } from './__testUtils__/show';
import { FromCalendar } from './FromCalendar';

// A file of its own: permissions are remembered for as long as a page lives.
describe('calendars from elsewhere, for who may not keep them', () => {
  it('are no entry of the header', async () => {
    await show({}, { denied: true });
    await userEvent.click(
      await screen.findByRole('button', { name: 'Create' }),
    );
    expect(
      await screen.findByRole('menuitem', { name: 'Freeze' }),
    ).toBeInTheDocument();
    expect(
      screen.queryByRole('menuitem', { name: 'Calendars from elsewhere' }),
    ).not.toBeInTheDocument();
  });

  it('name the permission to who follows a link to them', async () => {
    const listSubscriptions = jest.fn();
    listSubscriptions.mockRejectedValue(
      await failure(403, 'NotAllowedError', 'Not allowed'),
    );
    await show({ listSubscriptions }, { place: 'all', denied: true });
    expect(await screen.findByRole('alert')).toHaveTextContent(
      'You may not see which calendars are read',
    );
    expect(screen.getByRole('alert')).toHaveTextContent(
      'releases.subscription.manage',
    );
    expect(
      screen.queryByRole('button', { name: 'Add calendar' }),
    ).not.toBeInTheDocument();
  });
  it('are not named by what follows one, nor asked for', async () => {
    const getSubscription = jest.fn();
    await show(
      { getSubscription },
      {
        element: <FromCalendar subscriptionId={nordpay.id} now={PICTURE_NOW} />,
        denied: true,
      },
    );
    expect(
      await screen.findByText(/^Comes from a calendar that is followed/),
    ).toBeInTheDocument();
    expect(screen.queryByRole('link')).not.toBeInTheDocument();
    expect(getSubscription).not.toHaveBeenCalled();
  });
});
