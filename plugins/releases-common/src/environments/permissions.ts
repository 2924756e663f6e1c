import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_BOOKING = 'releases-booking';

/** @public */
export const bookingReadPermission = createPermission({
  name: 'releases.booking.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_BOOKING,
});
/** @public */
export const bookingCreatePermission = createPermission({
  name: 'releases.booking.create',
  attributes: { action: 'create' },
});
/** To move, extend, begin, end or cancel it, for those who have booked. @public */
export const bookingUpdatePermission = createPermission({
  name: 'releases.booking.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_BOOKING,
});
/** To approve, reject or cancel it, for those who own the environment. @public */
export const bookingApprovePermission = createPermission({
  name: 'releases.booking.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_BOOKING,
});

/** To hold an environment by a lease. @public */
export const leaseAcquirePermission = createPermission({
  name: 'releases.lease.acquire',
  attributes: { action: 'create' },
});
/** To take it from a run; the resource is the lease's booking. @public */
export const leaseBreakPermission = createPermission({
  name: 'releases.lease.break',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_BOOKING,
});

/** To act as an owner of every environment. @public */
export const environmentAdministerPermission = createPermission({
  name: 'releases.environment.administer',
  attributes: { action: 'update' },
});

/** @public */
export const environmentsPermissions = [
  bookingReadPermission,
  bookingCreatePermission,
  bookingUpdatePermission,
  bookingApprovePermission,
  leaseAcquirePermission,
  leaseBreakPermission,
  environmentAdministerPermission,
];
