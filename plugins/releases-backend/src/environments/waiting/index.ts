export * from './BookedTimes';
export * from './BookingPreviews';
export * from './Offers';
export * from './offersByClock';
export * from './WaitingFollower';
export * from './WaitingService';
export * from './WaitingWriter';
export * from './createWaiting';
