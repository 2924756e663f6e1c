import { createPermission } from '@backstage/plugin-permission-common';

/** @public */
export const RESOURCE_TYPE_WINDOW = 'releases-window';
/** @public */
export const RESOURCE_TYPE_RELEASE = 'releases-release';
/** @public */
export const RESOURCE_TYPE_EVENT = 'releases-event';

/** @public */
export const windowReadPermission = createPermission({
  name: 'releases.window.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_WINDOW,
});
/** @public */
export const windowCreatePermission = createPermission({
  name: 'releases.window.create',
  attributes: { action: 'create' },
});
/** @public */
export const windowUpdatePermission = createPermission({
  name: 'releases.window.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_WINDOW,
});
/** @public */
export const windowDeletePermission = createPermission({
  name: 'releases.window.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_WINDOW,
});

/** @public */
export const releaseReadPermission = createPermission({
  name: 'releases.release.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_RELEASE,
});
/** @public */
export const releaseCreatePermission = createPermission({
  name: 'releases.release.create',
  attributes: { action: 'create' },
});
/** @public */
export const releaseUpdatePermission = createPermission({
  name: 'releases.release.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_RELEASE,
});
/** @public */
export const releaseDeletePermission = createPermission({
  name: 'releases.release.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_RELEASE,
});

/** @public */
export const eventReadPermission = createPermission({
  name: 'releases.event.read',
  attributes: { action: 'read' },
  resourceType: RESOURCE_TYPE_EVENT,
});
/** @public */
export const eventCreatePermission = createPermission({
  name: 'releases.event.create',
  attributes: { action: 'create' },
});
/** @public */
export const eventUpdatePermission = createPermission({
  name: 'releases.event.update',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_EVENT,
});
/** @public */
export const eventDeletePermission = createPermission({
  name: 'releases.event.delete',
  attributes: { action: 'delete' },
  resourceType: RESOURCE_TYPE_EVENT,
});

/** To ask that something may pass a freeze. @public */
export const overrideRequestPermission = createPermission({
  name: 'releases.override.request',
  attributes: { action: 'create' },
});
/** To approve, reject or revoke; the resource is the window that is overridden. @public */
export const overrideApprovePermission = createPermission({
  name: 'releases.override.approve',
  attributes: { action: 'update' },
  resourceType: RESOURCE_TYPE_WINDOW,
});

/** @public */
export const calendarPermissions = [
  windowReadPermission,
  windowCreatePermission,
  windowUpdatePermission,
  windowDeletePermission,
  releaseReadPermission,
  releaseCreatePermission,
  releaseUpdatePermission,
  releaseDeletePermission,
  eventReadPermission,
  eventCreatePermission,
  eventUpdatePermission,
  eventDeletePermission,
  overrideRequestPermission,
  overrideApprovePermission,
];
