import { PermissionsRegistryService } from '@backstage/backend-plugin-api';
import { isResourcePermission } from '@backstage/plugin-permission-common';
import { releasesPermissions } from '@release-desk/plugin-releases-common';
import {
  AccessResource,
  bookingResourceRef,
  claimResourceRef,
  environmentResourceRef,
  eventResourceRef,
  releaseResourceRef,
  windowResourceRef,
} from '@release-desk/plugin-releases-node';
import {
  bookingRules,
  claimRules,
  environmentRules,
  eventRules,
  releaseRules,
  windowRules,
} from './rules';

/** Finds resources by id, in the order asked; `undefined` for what is not there. */
export type ResourceLoader = (
  ids: string[],
) => Promise<(AccessResource | undefined)[]>;

/** Tells the permission framework what there is to decide, and by which rules. */
export function registerPermissions(options: {
  permissionsRegistry: PermissionsRegistryService;
  loadWindows: ResourceLoader;
  loadReleases: ResourceLoader;
  loadEvents: ResourceLoader;
  loadBookings: ResourceLoader;
  loadClaims: ResourceLoader;
  /** By entity ref. */
  loadEnvironments: ResourceLoader;
}): void {
  const { permissionsRegistry } = options;
  const of = (resourceType: string) =>
    releasesPermissions.filter(permission =>
      isResourcePermission(permission, resourceType),
    );
  permissionsRegistry.addResourceType({
    resourceRef: windowResourceRef,
    permissions: of(windowResourceRef.resourceType),
    rules: Object.values(windowRules),
    getResources: options.loadWindows,
  });
  permissionsRegistry.addResourceType({
    resourceRef: releaseResourceRef,
    permissions: of(releaseResourceRef.resourceType),
    rules: Object.values(releaseRules),
    getResources: options.loadReleases,
  });
  permissionsRegistry.addResourceType({
    resourceRef: eventResourceRef,
    permissions: of(eventResourceRef.resourceType),
    rules: Object.values(eventRules),
    getResources: options.loadEvents,
  });
  permissionsRegistry.addResourceType({
    resourceRef: bookingResourceRef,
    permissions: of(bookingResourceRef.resourceType),
    rules: Object.values(bookingRules),
    getResources: options.loadBookings,
  });
  permissionsRegistry.addResourceType({
    resourceRef: claimResourceRef,
    permissions: of(claimResourceRef.resourceType),
    rules: Object.values(claimRules),
    getResources: options.loadClaims,
  });
  permissionsRegistry.addResourceType({
    resourceRef: environmentResourceRef,
    permissions: of(environmentResourceRef.resourceType),
    rules: Object.values(environmentRules),
    getResources: options.loadEnvironments,
  });
  permissionsRegistry.addPermissions(
    releasesPermissions.filter(permission => !isResourcePermission(permission)),
  );
}
