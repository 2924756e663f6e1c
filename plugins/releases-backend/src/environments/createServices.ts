import { BookingDecider, BookingService, BookingWriter } from './service';
import { EnvironmentsDependencies } from './service';

export interface EnvironmentsServices {
  bookings: BookingService;
}

export function createServices(
  dependencies: EnvironmentsDependencies & { writer: BookingWriter },
): EnvironmentsServices {
  const decider = new BookingDecider(dependencies);
  return {
    bookings: new BookingService({ ...dependencies, decider }),
  };
}
