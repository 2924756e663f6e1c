export * from './bookingAccess';
export * from './bookingRows';
export * from './BookingStore';
export * from './lockEnvironments';
