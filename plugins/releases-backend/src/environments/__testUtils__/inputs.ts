import {
  EndpointInput,
  environmentsContract,
} from '@release-desk/plugin-releases-common';
import { CHECKOUT, STAGING } from './startEnvironments';

const HOUR = 3_600_000;

export type BookingBody = EndpointInput<
  (typeof environmentsContract)['createBooking']
>['body'];

/** An instant, so many hours from now, on a whole minute. */
export function hence(hours: number): string {
  const at = Date.now() + hours * HOUR;
  return new Date(Math.ceil(at / 60_000) * 60_000).toISOString();
}

/** Staging for the checkout team, exclusively, for an hour of tomorrow. */
export function bookingInput(changes: Partial<BookingBody> = {}): BookingBody {
  return {
    environments: [STAGING],
    purpose: 'Load test of the basket',
    usage: 'performance',
    start: hence(24),
    end: hence(25),
    onBehalfOf: CHECKOUT,
    ...changes,
  };
}

/** Whatever is asked for is approved at once. */
export const approveAll = {
  releases: {
    environments: { bookingPolicies: [{ policy: { autoApprove: [{}] } }] },
  },
};
