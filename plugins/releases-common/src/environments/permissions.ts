import { createPermission } from '@backstage/plugin-permission-common';

/** An environment; its owner is the group of its claim, or the catalog's. @public */
export const RESOURCE_TYPE_ENVIRONMENT = 'releases-environment';
/** @public */
export const RESOURCE_TYPE_BOOKING = 'releases-booking';
/** @public */
export const RESOURCE_TYPE_CLAIM = 'releases-claim';

/** To see an environment, who has it and what runs there. @public */
export const environmentReadPermission = createPermission({
  name: 'releases.environment.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});
/** To say how an environment is booked and what may be promoted into it, and to keep or release an idle one. @public */
export const environmentManagePermission = createPermission({
  name: 'releases.environment.manage',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** @public */
export const bookingReadPermission = createPermission({
  name: 'releases.booking.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_BOOKING,
});
/** To book for a group that one belongs to. @public */
export const bookingCreatePermission = createPermission({
  name: 'releases.booking.create',
  attributes: { action: 'create' },
});
/** To change, begin, release or cancel a booking, or to consent for its side. @public */
export const bookingUpdatePermission = createPermission({
  name: 'releases.booking.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_BOOKING,
});
/** To approve or reject bookings of an environment. @public */
export const bookingApprovePermission = createPermission({
  name: 'releases.booking.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** To hold an environment for a run, and to go on holding it. @public */
export const leaseAcquirePermission = createPermission({
  name: 'releases.lease.acquire',
  attributes: { action: 'create' },
});
/** To take a lease from its holder. @public */
export const leaseBreakPermission = createPermission({
  name: 'releases.lease.break',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_ENVIRONMENT,
});

/** @public */
export const claimReadPermission = createPermission({
  name: 'releases.claim.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_CLAIM,
});
/** To claim an environment for a group that one belongs to, or to ask another to. @public */
export const claimCreatePermission = createPermission({
  name: 'releases.claim.create',
  attributes: { action: 'create' },
});
/** To attest a claim, hand it over or give it up. @public */
export const claimUpdatePermission = createPermission({
  name: 'releases.claim.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_CLAIM,
});
/** To confirm or reject claims. @public */
export const claimConfirmPermission = createPermission({
  name: 'releases.claim.confirm',
  attributes: { action: 'update' },
});

/** To report facts of versions. @public */
export const factReportPermission = createPermission({
  name: 'releases.fact.report',
  attributes: { action: 'create' },
});
/** To report deployments. @public */
export const deploymentReportPermission = createPermission({
  name: 'releases.deployment.report',
  attributes: { action: 'create' },
});

/** @public */
export const environmentPermissions = [
  environmentReadPermission,
  environmentManagePermission,
  bookingReadPermission,
  bookingCreatePermission,
  bookingUpdatePermission,
  bookingApprovePermission,
  leaseAcquirePermission,
  leaseBreakPermission,
  claimReadPermission,
  claimCreatePermission,
  claimUpdatePermission,
  claimConfirmPermission,
  factReportPermission,
  deploymentReportPermission,
];
