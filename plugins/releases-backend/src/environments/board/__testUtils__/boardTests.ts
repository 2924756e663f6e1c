import { PermissionsService } from '@backstage/backend-plugin-api';
import { AuthorizeResult } from '@backstage/plugin-permission-common';
import { Booking, ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  approveAll,
  BookingBody,
  bookingInput,
  hence,
} from '../../__testUtils__/inputs';
import { ownersDecide } from '../../__testUtils__/startEnvironments';

const HOUR = 3_600_000;

/** What is approved at once, with a board that is read anew each time. */
export const withoutCache = {
  releases: {
    environments: { ...approveAll.releases.environments, boardCache: '0s' },
  },
};

/** Owners act, everybody reads, but for what somebody is denied. */
export function policy(
  ...denied: [permission: string, user: string][]
): PermissionsService {
  return {
    authorize: (requests, options) => ownersDecide.authorize(requests, options),
    async authorizeConditional(requests, options) {
      const { userEntityRef } = options!.credentials.principal as {
        userEntityRef: string;
      };
      const decided = await ownersDecide.authorizeConditional(
        requests,
        options,
      );
      return requests.map(({ permission: { name } }, index) => {
        if (denied.some(([no, to]) => no === name && to === userEntityRef))
          return { result: AuthorizeResult.DENY };
        return name === 'releases.environment.read'
          ? { result: AuthorizeResult.ALLOW }
          : decided[index];
      });
    },
  };
}

/** The catalog is read once the plugin has started. */
export async function untilEnvironments(
  client: ReleasesClient,
  count: number,
): Promise<void> {
  for (let tries = 0; tries < 200; tries++) {
    const { totalItems } = await client.listEnvironments({ query: {} });
    if (totalItems === count) return;
    await new Promise(resolve => setTimeout(resolve, 50));
  }
  throw new Error(`Expected ${count} environments in ten seconds`);
}

/** One that began so many hours ago, an hour unless told, and takes three: nobody may enter such. */
export async function begunBooking(
  knex: Knex,
  client: ReleasesClient,
  changes: Partial<BookingBody> = {},
  hours = 1,
): Promise<Booking> {
  const booking = await client.createBooking({
    body: bookingInput({ start: hence(2), end: hence(5), ...changes }),
  });
  await earlier(knex, booking.id, (2 + hours) * HOUR);
  return client.getBooking({ params: { id: booking.id } });
}

/** Sets a booking back in time. */
export async function earlier(
  knex: Knex,
  id: string,
  ms: number,
): Promise<void> {
  await knex('environments_bookings')
    .where({ id })
    .update({
      start_at: knex.raw('start_at - ?', [ms]),
      end_at: knex.raw('end_at - ?', [ms]),
    });
  await knex('environments_booking_environments')
    .where({ booking_id: id })
    .update({
      occupied_from: knex.raw('occupied_from - ?', [ms]),
      occupied_to: knex.raw('occupied_to - ?', [ms]),
    });
}

export function environmentParams(name: string, kind = 'resource') {
  return { kind, namespace: 'default', name };
}
