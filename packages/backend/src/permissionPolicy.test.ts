import { mockCredentials } from '@backstage/backend-test-utils';
import {
  BasicPermission,
  createPermission,
  Permission,
} from '@backstage/plugin-permission-common';
import * as releases from '@release-desk/plugin-releases-common';
import { ReleaseDeskPolicy } from './permissionPolicy';

const policy = new ReleaseDeskPolicy();

async function ask(
  permission: Permission,
  groups?: string[],
  me = 'user:default/mira',
) {
  const credentials = mockCredentials.user(me);
  const decision = await policy.handle(
    { permission },
    groups && {
      credentials,
      info: { userEntityRef: me, ownershipEntityRefs: [me, ...groups] },
    },
  );
  return 'conditions' in decision ? decision.conditions : decision.result;
}

const team = ['group:default/payments'];
const managers = ['group:default/release-managers'];
const auditors = ['group:default/auditors'];
const claims = ['user:default/mira', ...team];

describe('ReleaseDeskPolicy', () => {
  it('decides on every permission of the suite, for nobody, a guest and a manager', async () => {
    for (const permission of releases.releasesPermissions) {
      expect(await ask(permission)).toBe('DENY');
      expect(await ask(permission, [], 'user:development/guest')).toBe('DENY');
      expect(await ask(permission, managers)).toBe('ALLOW');
    }
    const other = createPermission({
      name: 'catalog.location.create',
      attributes: { action: 'create' },
    });
    expect(await ask(other)).toBe('ALLOW');
  });

  it.each<[BasicPermission, string[], string]>([
    [releases.feedCreatePermission, [], 'ALLOW'],
    [releases.windowCreatePermission, team, 'ALLOW'],
    [releases.windowCreatePermission, [], 'DENY'],
    [releases.eventCreatePermission, team, 'ALLOW'],
    [releases.overrideRequestPermission, team, 'ALLOW'],
    [releases.subscriptionManagePermission, team, 'DENY'],
    [releases.auditReadPermission, team, 'DENY'],
    [releases.auditReadPermission, auditors, 'ALLOW'],
  ])('answers %j of %j with %s', async (permission, groups, expected) => {
    expect(await ask(permission, groups)).toBe(expected);
  });

  it('lets owners change what they own', async () => {
    const isOwner = (resourceType: string) => ({
      rule: 'IS_OWNER',
      resourceType,
      params: { claims },
    });
    expect(await ask(releases.windowReadPermission, [])).toBe('ALLOW');
    for (const permission of [
      releases.windowUpdatePermission,
      releases.windowDeletePermission,
      releases.overrideApprovePermission,
    ])
      expect(await ask(permission, team)).toEqual(isOwner('releases-window'));
    expect(await ask(releases.eventDeletePermission, team)).toEqual(
      isOwner('releases-event'),
    );
    expect(await ask(releases.releaseUpdatePermission, team)).toEqual({
      anyOf: [
        isOwner('releases-release'),
        {
          rule: 'HAS_ENTITY_OWNED_BY',
          resourceType: 'releases-release',
          params: { claims },
        },
      ],
    });
    expect(await ask(releases.bookingApprovePermission, team)).toEqual(
      isOwner('releases-environment'),
    );
    expect(await ask(releases.claimUpdatePermission, team)).toEqual(
      isOwner('releases-claim'),
    );
    expect(await ask(releases.claimConfirmPermission, team)).toBe('DENY');
  });
});
