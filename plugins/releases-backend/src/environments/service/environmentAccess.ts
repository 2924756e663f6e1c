import { EntityFacts } from '@release-desk/plugin-releases-common';
import { AccessResource } from '@release-desk/plugin-releases-node';

/** What permission rules see of an environment; of one that is gone, that nobody owns it. */
export function environmentAccess(facts?: EntityFacts): AccessResource {
  return {
    owner: facts?.owner ?? '',
    kind: 'environment',
    scopeEntityOwners: facts?.owners ?? [],
  };
}
