export { createEnvironments } from './createEnvironments';
export { servedEnvironments } from './environmentsHandlers';
export { rebuildBookings } from './service';
export { BookingStore } from './store';
