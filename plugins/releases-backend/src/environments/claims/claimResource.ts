import { Claim } from '@release-desk/plugin-releases-common';
import { AccessResource } from '@release-desk/plugin-releases-node';

/** What permission rules see of a claim: as {@link claimAccess} says it in SQL. */
export function claimResource(
  claim: Claim,
  catalogOwners: readonly string[],
): AccessResource {
  return {
    owner: claim.group,
    kind: 'claim',
    scopeEntityOwners: [
      ...catalogOwners,
      ...(claim.offeredTo ? [claim.offeredTo] : []),
    ],
  };
}
