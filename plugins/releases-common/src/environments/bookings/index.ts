export * from './compatibility';
export {
  admitBooking,
  findAllConflicts,
  findConflicts,
  haveConsented,
  HOLDING_STATUSES,
  occupiedSpan,
  STANDING_STATUSES,
} from './conflicts';
export type { Admission, BookedTime, ConflictOptions } from './conflicts';
export * from './contract';
export * from './freeSlots';
export * from './occupancy';
export * from './policy';
export * from './preview';
export * from './schema';
export * from './series';
export * from './seriesContract';
export * from './status';
export * from './validate';
export * from './waitingContract';
export * from './waitingList';
