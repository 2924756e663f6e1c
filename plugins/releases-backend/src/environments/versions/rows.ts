import {
  CellDeployment,
  Deployment,
  DeploymentResult,
  runningIn,
  VersionCell,
} from '@release-desk/plugin-releases-common';
import { BigintColumn, toInstant, toMillis } from '../../database';

export const DEPLOYMENTS = 'environments_deployments';
export const DEPLOYED = 'environments_deployed';
export const VERSIONS = 'environments_versions';
export const SIGHTINGS = 'environments_version_sightings';
export const CELLS = 'environments_version_cells';
export const USES = 'environments_identity_uses';

/** A deployment, and what its report is told from others by, if by anything. */
export interface StoredDeployment extends Deployment {
  fingerprint?: string;
}

export interface DeploymentRow {
  id: string;
  component_ref: string;
  environment_ref: string;
  version: string;
  digest: string | null;
  run: string | null;
  url: string | null;
  actor: string | null;
  result: string;
  at: BigintColumn;
  reported_at: BigintColumn;
  reported_by: string;
  fingerprint: string | null;
}

export function toDeployment(row: DeploymentRow): Deployment {
  return {
    id: row.id,
    componentRef: row.component_ref,
    environmentRef: row.environment_ref,
    version: row.version,
    ...(row.digest && { digest: row.digest }),
    ...(row.run && { run: row.run }),
    ...(row.url && { url: row.url }),
    ...(row.actor && { actor: row.actor }),
    result: row.result as DeploymentResult,
    at: toInstant(row.at),
    reportedAt: toInstant(row.reported_at),
    reportedBy: row.reported_by,
  };
}

export function toDeploymentRow(deployment: StoredDeployment): DeploymentRow {
  return {
    id: deployment.id,
    component_ref: deployment.componentRef,
    environment_ref: deployment.environmentRef,
    version: deployment.version,
    digest: deployment.digest ?? null,
    run: deployment.run ?? null,
    url: deployment.url ?? null,
    actor: deployment.actor ?? null,
    result: deployment.result,
    at: toMillis(deployment.at),
    reported_at: toMillis(deployment.reportedAt),
    reported_by: deployment.reportedBy,
    fingerprint: deployment.fingerprint ?? null,
  };
}

export interface CellRow {
  component_ref: string;
  environment_ref: string;
  current: string | null;
  latest: string | null;
  ordinal: number | null;
  latest_at: BigintColumn;
}

export function toCell(row: CellRow): VersionCell {
  const current: CellDeployment | undefined =
    row.current === null ? undefined : JSON.parse(row.current);
  const latest: CellDeployment | undefined =
    row.latest === null ? current : JSON.parse(row.latest);
  return {
    componentRef: row.component_ref,
    environmentRef: row.environment_ref,
    ...(current && { current }),
    ...(latest && { latest }),
  };
}

export function toCellRow(
  cell: VersionCell,
  ordinalOf: (version: string) => number,
): CellRow {
  const { current, latest } = cell;
  const running = runningIn(cell);
  return {
    component_ref: cell.componentRef,
    environment_ref: cell.environmentRef,
    current: current ? JSON.stringify(current) : null,
    latest: latest && latest.id !== current?.id ? JSON.stringify(latest) : null,
    ordinal: running ? ordinalOf(running.version) : null,
    latest_at: latest ? toMillis(latest.at) : 0,
  };
}
