import { Knex } from 'knex';
import { EnvironmentOwners } from '../claims';
import { DeploymentActivity } from './activity';
import { DeploymentDependencies, DeploymentService } from './DeploymentService';
import { DeploymentStore } from './DeploymentStore';
import { MatrixService } from './MatrixService';
import { MatrixStore } from './MatrixStore';
import { ReadableEnvironments } from './ReadableEnvironments';
import { VersionsHandlers, versionsHandlers } from './versionsHandlers';
import { VersionStore } from './VersionStore';

/** What runs where. */
export interface Versions {
  handlers: VersionsHandlers;
  /** Proof of use, and who deployed. */
  activity: DeploymentActivity;
}

export function createVersions(
  options: Omit<
    DeploymentDependencies,
    'deployments' | 'environments' | 'versions'
  > & { knex: Knex; owners: EnvironmentOwners },
): Versions {
  const environments = new ReadableEnvironments(options);
  const deployments = new DeploymentService({
    ...options,
    deployments: new DeploymentStore(options),
    environments,
    versions: new VersionStore(),
  });
  const matrix = new MatrixService({
    ...options,
    environments,
    store: new MatrixStore(options),
  });
  return {
    handlers: versionsHandlers({ deployments, matrix }),
    activity: new DeploymentActivity(options),
  };
}
