import { Notifier } from './notices';
import { BookingPolicyService } from './policies/BookingPolicyService';
import { BookingSeries } from './series/BookingSeries';
import {
  BookingAdmission,
  BookingConsents,
  BookingDecider,
  BookingReader,
  BookingRoles,
  BookingService,
  BookingWriter,
  EnvironmentsDependencies,
  HandOvers,
  LeaseAcquirer,
  LeaseBookings,
  LeaseBreaker,
  LeaseReader,
  LeaseService,
  LeaseWriter,
  LockedBookings,
} from './service';
import { BookingPolicyStore, LeaseStore } from './store';
import { createVersions, Versions } from './versions';
import {
  BookingPreviews,
  Offers,
  WaitingService,
  WaitingWriter,
} from './waiting';

export interface EnvironmentsServices {
  bookings: BookingService;
  bookingPolicies: BookingPolicyService;
  consents: BookingConsents;
  handOvers: HandOvers;
  previews: BookingPreviews;
  series: BookingSeries;
  waitingList: WaitingService;
  acquiring: LeaseAcquirer;
  breaking: LeaseBreaker;
  leases: LeaseService;
  leaseReader: LeaseReader;
  versions: Versions;
}

export function createServices(
  ground: EnvironmentsDependencies & {
    writer: BookingWriter;
    leases: LeaseStore;
    leaseWriter: LeaseWriter;
    maxLifeMs: number;
    notifier: Notifier;
    offers: Offers;
    policyStore: BookingPolicyStore;
    waitingWriter: WaitingWriter;
  },
): EnvironmentsServices {
  const reader = new BookingReader(ground);
  const decider = new BookingDecider(ground);
  const roles = new BookingRoles({ ...ground, guard: reader.guard });
  const parts = {
    ...ground,
    reader,
    decider,
    roles,
    admission: new BookingAdmission({ decider }),
    locked: new LockedBookings({ ...ground, reader, roles }),
  };
  const leaseReader = new LeaseReader(parts);
  const leaseParts = {
    ...parts,
    leaseReader,
    leaseBookings: new LeaseBookings(parts),
  };
  return {
    bookings: new BookingService(parts),
    bookingPolicies: new BookingPolicyService(parts),
    consents: new BookingConsents(parts),
    handOvers: new HandOvers(parts),
    previews: new BookingPreviews(parts),
    series: new BookingSeries(parts),
    waitingList: new WaitingService(parts),
    acquiring: new LeaseAcquirer(leaseParts),
    breaking: new LeaseBreaker(leaseParts),
    leases: new LeaseService(leaseParts),
    leaseReader,
    versions: createVersions({ ...ground, leaseReader }),
  };
}
