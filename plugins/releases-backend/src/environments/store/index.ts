export * from './bookingAccess';
export * from './bookingRows';
export * from './BookingStore';
export * from './leaseRows';
export * from './LeaseStore';
export * from './lockEnvironments';
