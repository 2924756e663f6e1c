import {
  deploymentsContract,
  ReleasesContract,
} from '@release-desk/plugin-releases-common';
import { Handlers } from '../../http/types';
import { DeploymentService } from './DeploymentService';
import { MatrixService } from './MatrixService';

export type VersionsHandlers = Pick<
  Handlers<ReleasesContract>,
  keyof typeof deploymentsContract
>;

export function versionsHandlers(services: {
  deployments: DeploymentService;
  matrix: MatrixService;
}): VersionsHandlers {
  const { deployments, matrix } = services;
  return {
    listDeployments: ({ query }, context) => deployments.list(query, context),
    reportDeployment: ({ body }, context) => deployments.report(body, context),
    getVersionMatrix: ({ query }, context) => matrix.matrix(query, context),
  };
}
