import {
  Claim,
  claimConfirmPermission,
  ClaimRole,
  claimUpdatePermission,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { CallContext } from '../../http/types';
import { Authorizer } from '../../permissions';
import { EnvironmentChecks } from '../service';
import { claimResource } from './claimResource';

/**
 * Who a caller is to a claim: the catalog says to which groups they belong, the
 * policy what they may do as that. Who was offered it acts on what would be
 * theirs.
 */
export class ClaimRoles {
  readonly #options: {
    authorizer: Authorizer;
    catalogView: CatalogView;
    checks: EnvironmentChecks;
  };

  constructor(options: {
    authorizer: Authorizer;
    catalogView: CatalogView;
    checks: EnvironmentChecks;
  }) {
    this.#options = options;
  }

  /** Outside of any transaction: it may ask the catalog. */
  async of(claim: Claim, context: CallContext): Promise<ClaimRole[]> {
    const { authorizer, catalogView, checks } = this.#options;
    const { environmentRef, group, offeredTo } = claim;
    const facts = await catalogView.getFacts([environmentRef]);
    const resource = claimResource(
      claim,
      facts.get(environmentRef)?.owners ?? [],
    );
    const isOf = async (owner: string) =>
      (await checks.isMember(owner, context)) &&
      authorizer.mayOn(claimUpdatePermission, context, { ...resource, owner });
    const roles: ClaimRole[] = [];
    if (await isOf(group)) roles.push('member');
    if (offeredTo && (await isOf(offeredTo))) roles.push('receiver');
    if (await authorizer.may(claimConfirmPermission, context))
      roles.push('administrator');
    return roles;
  }
}
