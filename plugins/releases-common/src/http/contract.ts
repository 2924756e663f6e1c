import { auditContract } from '../audit/contract';
import { calendarContract } from '../calendar/contract';
import { environmentsContract } from '../environments/contract';
import { icalContract } from '../ical/contract';
import { timelineContract } from '../timeline/contract';

/**
 * Every endpoint of the suite, below `/api/releases`.
 *
 * @public
 */
export const releasesContract = {
  ...timelineContract,
  ...calendarContract,
  ...environmentsContract,
  ...icalContract,
  ...auditContract,
};

/** @public */
export type ReleasesContract = typeof releasesContract;
