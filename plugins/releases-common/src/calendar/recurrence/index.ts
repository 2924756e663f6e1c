export { describeRecurrence } from './describeRecurrence';
export { RecurrenceError } from './RecurrenceError';
export {
  expandRecurrence,
  nextOccurrences,
  validateSchedule,
} from './expandRecurrence';
export type { NextOccurrence } from './expandRecurrence';
export { isRecurring } from './isRecurring';
export { parseRecurrence } from './parseRecurrence';
export type {
  RecurrenceDay,
  RecurrenceFrequency,
  RecurrenceRule,
  RecurrenceUntil,
} from './rule';
export { instantToWall, wallToInstant } from './wallTime';
