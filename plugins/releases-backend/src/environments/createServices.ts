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

export interface EnvironmentsServices {
  bookings: BookingService;
  leases: LeaseService;
}

export function createServices(
  dependencies: EnvironmentsDependencies & {
    writer: BookingWriter;
    leases: LeaseStore;
    leaseWriter: LeaseWriter;
  },
): EnvironmentsServices {
  const decider = new BookingDecider(dependencies);
  const bookings = new BookingService({ ...dependencies, decider });
  const leaseBookings = new LeaseBookings({
    ...dependencies,
    bookingService: bookings,
  });
  return {
    bookings,
    leases: new LeaseService({
      ...dependencies,
      leaseBookings,
      bookingService: bookings,
    }),
  };
}
