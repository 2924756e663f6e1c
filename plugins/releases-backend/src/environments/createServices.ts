import {
  BookingDecider,
  BookingService,
  BookingWriter,
  EnvironmentsDependencies,
  LeaseBookings,
  LeaseService,
  LeaseWriter,
} from './service';
import { LeaseStore } from './store';
import { createVersions, Versions } from './versions';
import {
  BookingPreviews,
  Offers,
  WaitingService,
  WaitingWriter,
} from './waiting';

export interface EnvironmentsServices {
  bookings: BookingService;
  leases: LeaseService;
  versions: Versions;
  previews: BookingPreviews;
  waitingList: WaitingService;
}

export function createServices(
  dependencies: EnvironmentsDependencies & {
    writer: BookingWriter;
    leases: LeaseStore;
    leaseWriter: LeaseWriter;
    offers: Offers;
    waitingWriter: WaitingWriter;
  },
): EnvironmentsServices {
  const decider = new BookingDecider(dependencies);
  const bookings = new BookingService({ ...dependencies, decider });
  const leaseBookings = new LeaseBookings({
    ...dependencies,
    bookingService: bookings,
  });
  const leases = new LeaseService({
    ...dependencies,
    leaseBookings,
    bookingService: bookings,
  });
  return {
    bookings,
    previews: new BookingPreviews({
      ...dependencies,
      decider,
      bookingService: bookings,
    }),
    waitingList: new WaitingService({
      ...dependencies,
      decider,
      bookingService: bookings,
    }),
    leases,
    versions: createVersions({ ...dependencies, leaseService: leases }),
  };
}
