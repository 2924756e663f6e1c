import {
  Override,
  OverrideScope,
  OverrideStatus,
} from '@release-desk/plugin-releases-common';
import { StoredOverride } from '../store';
import { hideAmong } from './selectorRefs';

/** The clock decides when an override ends, not whoever notes it later. */
export function statusAt(
  override: Pick<StoredOverride, 'status' | 'expiresAt'>,
  now: number,
): OverrideStatus {
  const { status, expiresAt } = override;
  const isPending = status === 'requested' || status === 'approved';
  return isPending && Date.parse(expiresAt) <= now ? 'expired' : status;
}

/** As a reader may see it. */
export function presentOverride(
  override: StoredOverride,
  visible: Set<string>,
  now: number,
): Override {
  const { windowOwner, ...shown } = override;
  return {
    ...shown,
    scope: hideScope(override.scope, visible),
    status: statusAt(override, now),
  };
}

function hideScope(scope: OverrideScope, visible: Set<string>): OverrideScope {
  const { entityRefs, environmentRefs } = scope;
  return {
    ...scope,
    ...(entityRefs && { entityRefs: hideAmong(entityRefs, visible) }),
    ...(environmentRefs && {
      environmentRefs: hideAmong(environmentRefs, visible),
    }),
  };
}
