import { screen } from '@testing-library/react';
import {
  createFakeReleasesApi,
  environmentRef,
  groupRef,
  makeClaim,
} from '../../testing';
import { showEnvironments } from '../__testUtils__/show';
import { EnvironmentsPage } from '../EnvironmentsPage';

// Of its own, since what somebody may do is kept between the tests of a file.
describe('the claims, for who may not confirm', () => {
  it('offer no confirmation', async () => {
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
    );
    await showEnvironments(<EnvironmentsPage />, {
      api,
      path: '/releases/environments/claims',
      denied: ['releases.claim.confirm'],
    });
    await screen.findByRole('region', { name: /^Waiting for an answer/ });
    expect(
      screen.queryByRole('button', { name: 'Confirm test-1' }),
    ).not.toBeInTheDocument();
  });
});
