import { auditPermissions } from './audit/permissions';
import { calendarPermissions } from './calendar/permissions';
import { icalPermissions } from './ical/permissions';

/** Every permission of the suite. @public */
export const releasesPermissions = [
  ...calendarPermissions,
  ...icalPermissions,
  ...auditPermissions,
];
