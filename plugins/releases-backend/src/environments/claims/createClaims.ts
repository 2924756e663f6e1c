import { Config } from '@backstage/config';
import { Claim } from '@release-desk/plugin-releases-common';
import { AccessResource } from '@release-desk/plugin-releases-node';
import { CallContext } from '../../http/types';
import { EnvironmentsDependencies } from '../service';
import { ClaimChecks } from './ClaimChecks';
import { ClaimDependencies } from './ClaimDependencies';
import { claimResource } from './claimResource';
import { ClaimRoles } from './ClaimRoles';
import { readClaimsConfig } from './claimsConfig';
import { ClaimsHandlers, claimsHandlers } from './claimsHandlers';
import { ClaimService } from './ClaimService';
import { ClaimStore } from './ClaimStore';
import { ClaimWriter } from './ClaimWriter';
import { GroupMembers } from './GroupMembers';
import { HandoverService } from './HandoverService';
import { OwnershipService } from './OwnershipService';

/** Which groups answer for environments. */
export interface Claims {
  handlers: ClaimsHandlers;
  services: {
    claims: ClaimService;
    handovers: HandoverService;
    ownership: OwnershipService;
  };
  /** For the tasks. */
  dependencies: ClaimDependencies;
  read(id: string, context: CallContext): Promise<Claim>;
  /** For the permission framework. */
  load(ids: string[]): Promise<(AccessResource | undefined)[]>;
}

export function createClaims(
  options: Omit<
    ClaimDependencies,
    'claimsConfig' | 'claimChecks' | 'claimWriter' | 'members' | 'roles'
  > &
    Pick<EnvironmentsDependencies, 'catalogView'> & {
      claims: ClaimStore;
      config: Config;
    },
): Claims {
  const { catalogView, claims: store } = options;
  const claimsConfig = readClaimsConfig(options.config);
  const { administrators } = claimsConfig;
  const members = new GroupMembers(options);
  const dependencies: ClaimDependencies = {
    ...options,
    claimsConfig,
    members,
    claimChecks: new ClaimChecks({ ...options, members }),
    claimWriter: new ClaimWriter({ ...options, administrators }),
    roles: new ClaimRoles(options),
  };
  const services = {
    claims: new ClaimService(dependencies),
    handovers: new HandoverService(dependencies),
    ownership: new OwnershipService(dependencies),
  };
  return {
    handlers: claimsHandlers(services),
    services,
    dependencies,
    read: (id, context) => services.claims.readable(id, context),
    async load(ids) {
      const found = new Map(
        (await store.getAll(ids)).map(item => [item.id, item]),
      );
      const facts = await catalogView.getFacts(
        [...found.values()].map(({ environmentRef }) => environmentRef),
      );
      return ids.map(id => {
        const claim = found.get(id);
        return (
          claim &&
          claimResource(claim, facts.get(claim.environmentRef)?.owners ?? [])
        );
      });
    },
  };
}
