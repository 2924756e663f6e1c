import { createPermissionResourceRef } from '@backstage/plugin-permission-node';
import {
  RESOURCE_TYPE_BOOKING,
  RESOURCE_TYPE_CLAIM,
  RESOURCE_TYPE_ENVIRONMENT,
  RESOURCE_TYPE_EVENT,
  RESOURCE_TYPE_RELEASE,
  RESOURCE_TYPE_WINDOW,
} from '@release-desk/plugin-releases-common';
import { AccessFilter, AccessResource } from './accessFilter';

/**
 * Freezes, allow windows and advisories, for permission rules.
 *
 * @public
 */
export const windowResourceRef = createPermissionResourceRef<
  AccessResource,
  AccessFilter
>().with({ pluginId: 'releases', resourceType: RESOURCE_TYPE_WINDOW });

/**
 * Releases, for permission rules.
 *
 * @public
 */
export const releaseResourceRef = createPermissionResourceRef<
  AccessResource,
  AccessFilter
>().with({ pluginId: 'releases', resourceType: RESOURCE_TYPE_RELEASE });

/**
 * Business and vendor events, for permission rules.
 *
 * @public
 */
export const eventResourceRef = createPermissionResourceRef<
  AccessResource,
  AccessFilter
>().with({ pluginId: 'releases', resourceType: RESOURCE_TYPE_EVENT });

/**
 * Bookings of environments, for permission rules: owned by the group that they
 * are for, with their environments as the entities in their scope.
 *
 * @public
 */
export const bookingResourceRef = createPermissionResourceRef<
  AccessResource,
  AccessFilter
>().with({ pluginId: 'releases', resourceType: RESOURCE_TYPE_BOOKING });

/**
 * Environments, for permission rules; named by their entity ref. The entities
 * in their scope are themselves, owned by their group and all above it.
 *
 * @public
 */
export const environmentResourceRef = createPermissionResourceRef<
  AccessResource,
  AccessFilter
>().with({ pluginId: 'releases', resourceType: RESOURCE_TYPE_ENVIRONMENT });

/**
 * Claims of environments, for permission rules: owned by their group, with the
 * environment as the entity in their scope, owned by whom the catalog names and
 * by the group that it is offered to.
 *
 * @public
 */
export const claimResourceRef = createPermissionResourceRef<
  AccessResource,
  AccessFilter
>().with({ pluginId: 'releases', resourceType: RESOURCE_TYPE_CLAIM });
