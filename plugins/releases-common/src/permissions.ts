import { auditPermissions } from './audit/permissions';
import { calendarPermissions } from './calendar/permissions';
import * as environments from './environments/permissions';
import { icalPermissions } from './ical/permissions';

/** Every permission of the suite. @public */
export const releasesPermissions = [
  ...calendarPermissions,
  environments.bookingReadPermission,
  environments.bookingCreatePermission,
  environments.bookingUpdatePermission,
  environments.bookingApprovePermission,
  environments.leaseAcquirePermission,
  environments.leaseBreakPermission,
  ...icalPermissions,
  ...auditPermissions,
];
