export * from './bookingAccess';
export * from './BookingPolicyStore';
export * from './bookingRows';
export * from './BookingStore';
export * from './leaseRows';
export * from './LeaseStore';
export * from './lockEnvironments';
