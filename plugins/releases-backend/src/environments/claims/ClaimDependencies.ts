import { EnvironmentsDependencies } from '../service';
import { ClaimChecks } from './ClaimChecks';
import { ClaimRoles } from './ClaimRoles';
import { ClaimsConfig } from './claimsConfig';
import { ClaimStore } from './ClaimStore';
import { ClaimWriter } from './ClaimWriter';
import { GroupMembers } from './GroupMembers';

/** What the services of claims are made of. */
export type ClaimDependencies = Pick<
  EnvironmentsDependencies,
  | 'knex'
  | 'auditLog'
  | 'authorizer'
  | 'catalogView'
  | 'checks'
  | 'clock'
  | 'logger'
  | 'notifier'
  | 'owners'
> & {
  claims: ClaimStore;
  claimsConfig: ClaimsConfig;
  claimChecks: ClaimChecks;
  claimWriter: ClaimWriter;
  members: GroupMembers;
  roles: ClaimRoles;
};
