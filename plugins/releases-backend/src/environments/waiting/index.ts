export * from './BookedTimes';
export * from './BookingPreviews';
