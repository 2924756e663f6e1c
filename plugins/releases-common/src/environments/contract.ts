import { boardContract } from './board/contract';
import { bookingsContract } from './bookings/contract';
import { seriesContract } from './bookings/seriesContract';
import { waitingContract } from './bookings/waitingContract';
import { claimsContract } from './claims/contract';
import { leasesContract } from './leases/contract';
import { promotionsContract } from './promotion/contract';
import { utilisationContract } from './utilisation/contract';
import { deploymentsContract } from './versions/contract';

/**
 * The endpoints of the room. What is named outright comes before what is named
 * by its id, so that `/bookings/waiting` is no booking.
 *
 * @public
 */
export const environmentsContract = {
  ...boardContract,
  ...utilisationContract,
  ...waitingContract,
  ...seriesContract,
  ...bookingsContract,
  ...leasesContract,
  ...claimsContract,
  ...promotionsContract,
  ...deploymentsContract,
};
