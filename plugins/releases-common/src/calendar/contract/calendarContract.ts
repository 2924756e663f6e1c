import { eventEndpoints } from './event';
import { overrideEndpoints } from './override';
import { releaseEndpoints } from './release';
import { stateEndpoints } from './state';
import { windowEndpoints } from './window';

/** @public */
export const calendarContract = {
  ...windowEndpoints,
  ...stateEndpoints,
  ...releaseEndpoints,
  ...eventEndpoints,
  ...overrideEndpoints,
};
