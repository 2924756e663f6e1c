import { bookingsContract } from './bookings/contract';

/** @public */
export const environmentsContract = {
  ...bookingsContract,
};
