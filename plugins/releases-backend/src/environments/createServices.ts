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
import { BookingPreviews } from './waiting';

export interface EnvironmentsServices {
  bookings: BookingService;
  leases: LeaseService;
  previews: BookingPreviews;
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
    previews: new BookingPreviews({
      ...dependencies,
      decider,
      bookingService: bookings,
    }),
    leases: new LeaseService({
      ...dependencies,
      leaseBookings,
      bookingService: bookings,
    }),
  };
}
