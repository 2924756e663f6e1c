import { bookingsContract } from './bookings/contract';
import { leasesContract } from './leases/contract';

/** @public */
export const environmentsContract = {
  ...bookingsContract,
  ...leasesContract,
};
