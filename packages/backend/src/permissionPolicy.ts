import {
  BackstageUserInfo,
  createBackendModule,
} from '@backstage/backend-plugin-api';
import {
  AuthorizeResult,
  isPermission,
  PolicyDecision,
} from '@backstage/plugin-permission-common';
import {
  PermissionPolicy,
  PolicyQuery,
  PolicyQueryUser,
} from '@backstage/plugin-permission-node';
import { policyExtensionPoint } from '@backstage/plugin-permission-node/alpha';
import {
  bookingConditions,
  claimConditions,
  createBookingConditionalDecision,
  createClaimConditionalDecision,
  createEnvironmentConditionalDecision,
  createEventConditionalDecision,
  createReleaseConditionalDecision,
  createWindowConditionalDecision,
  environmentConditions,
  eventConditions,
  releaseConditions,
  windowConditions,
} from '@release-desk/plugin-releases-backend';
import * as releases from '@release-desk/plugin-releases-common';

const RELEASE_MANAGERS = 'group:default/release-managers';
const AUDITORS = 'group:default/auditors';
/** Who signs in as Backstage's own guest: it could be anybody. */
const GUEST = 'user:development/guest';

const allow: PolicyDecision = { result: AuthorizeResult.ALLOW };
const deny: PolicyDecision = { result: AuthorizeResult.DENY };

const when = (condition: boolean) => (condition ? allow : deny);

/**
 * Who may do what with the release calendar and with environments. An example to
 * copy from: groups own their windows, events, releases and bookings; release
 * managers look after all of them; everybody reads, but for a guest of whom nobody knows who it is; the
 * rest of the portal is open.
 */
export class ReleaseDeskPolicy implements PermissionPolicy {
  async handle(
    request: PolicyQuery,
    user?: PolicyQueryUser,
  ): Promise<PolicyDecision> {
    if (!request.permission.name.startsWith('releases.')) return allow;
    if (!user || user.info.userEntityRef === GUEST) return deny;
    return this.#decide(request, user.info);
  }

  #decide(
    { permission }: PolicyQuery,
    { userEntityRef, ownershipEntityRefs: claims }: BackstageUserInfo,
  ): PolicyDecision {
    const isManager = claims.includes(RELEASE_MANAGERS);
    const hasGroup = claims.some(ref => ref !== userEntityRef);

    if (isPermission(permission, releases.auditReadPermission))
      return when(isManager || claims.includes(AUDITORS));
    // A feed shows its owner what they may read anyway.
    if (
      permission.attributes.action === 'read' ||
      isPermission(permission, releases.feedCreatePermission)
    )
      return allow;
    if (isManager) return allow;

    if (isPermission(permission, releases.subscriptionManagePermission))
      return deny;
    if (permission.attributes.action === 'create') return when(hasGroup);

    // An override is approved by the owner of the window that it overrides.
    if (
      isPermission(permission, releases.windowUpdatePermission) ||
      isPermission(permission, releases.windowDeletePermission) ||
      isPermission(permission, releases.overrideApprovePermission)
    )
      return createWindowConditionalDecision(
        permission,
        windowConditions.isOwner({ claims }),
      );
    if (
      isPermission(permission, releases.eventUpdatePermission) ||
      isPermission(permission, releases.eventDeletePermission)
    )
      return createEventConditionalDecision(
        permission,
        eventConditions.isOwner({ claims }),
      );
    if (
      isPermission(permission, releases.releaseUpdatePermission) ||
      isPermission(permission, releases.releaseDeletePermission)
    )
      return createReleaseConditionalDecision(permission, {
        anyOf: [
          releaseConditions.isOwner({ claims }),
          releaseConditions.hasEntityOwnedBy({ claims }),
        ],
      });
    // A booking is changed by the group that it is for; approved, and its lease
    // broken, by who owns the environment.
    if (isPermission(permission, releases.bookingUpdatePermission))
      return createBookingConditionalDecision(permission, {
        anyOf: [
          bookingConditions.isOwner({ claims }),
          bookingConditions.hasEntityOwnedBy({ claims }),
        ],
      });
    // A claim is attested and handed over by its group; only release managers
    // confirm one, above.
    if (isPermission(permission, releases.claimUpdatePermission))
      return createClaimConditionalDecision(
        permission,
        claimConditions.isOwner({ claims }),
      );
    if (
      isPermission(permission, releases.bookingApprovePermission) ||
      isPermission(permission, releases.leaseBreakPermission)
    )
      return createEnvironmentConditionalDecision(
        permission,
        environmentConditions.isOwner({ claims }),
      );
    return deny;
  }
}

/** Gives the policy to the permission backend. */
export const permissionPolicyModule = createBackendModule({
  pluginId: 'permission',
  moduleId: 'release-desk-policy',
  register(env) {
    env.registerInit({
      deps: { policy: policyExtensionPoint },
      async init({ policy }) {
        policy.setPolicy(new ReleaseDeskPolicy());
      },
    });
  },
});
