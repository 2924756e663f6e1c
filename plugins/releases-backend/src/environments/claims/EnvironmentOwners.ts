import {
  Claim,
  EntityFacts,
  EnvironmentOwner,
} from '@release-desk/plugin-releases-common';
import { AccessResource } from '@release-desk/plugin-releases-node';

/** Who owns an environment, by its claim and by the catalog. */
export interface OwnedEnvironment {
  /** All names in it; show it through {@link shownOwner}. */
  owner: EnvironmentOwner;
  /** Of the group that answers for it now. */
  claim?: Claim;
  /** Who owns it and all groups above, nearest first; empty when nobody does. */
  owners: string[];
  /** As the catalog has it; absent when it does not. */
  facts?: EntityFacts;
}

/** Who owns environments: the group of the active claim, else the catalog's owner. */
export interface EnvironmentOwners {
  /**
   * By lower-cased ref, one for each that is asked for. May ask the catalog, so
   * never within a transaction.
   */
  of(environmentRefs: Iterable<string>): Promise<Map<string, OwnedEnvironment>>;
}

/** What permission rules see of an environment; of one that is gone, that nobody owns it. */
export function environmentAccess(owned?: OwnedEnvironment): AccessResource {
  return {
    owner: owned?.owner.owner ?? '',
    kind: 'environment',
    scopeEntityOwners: owned?.owners ?? [],
  };
}
