import {
  addDeployment,
  Deployment,
  runningIn,
  VersionCell,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { toMillis } from '../../database';
import {
  CellRow,
  CELLS,
  SIGHTINGS,
  toCell,
  toCellRow,
  USES,
  VERSIONS,
} from './rows';
import { DeployedRow, placeVersion } from './VersionOrder';

/**
 * What the matrix reads, kept up with every deployment in its own transaction.
 * In whatever order they are reported, it ends the same.
 */
export class VersionStore {
  /** Under the lock of the component. */
  async add(
    tx: Knex.Transaction,
    deployed: DeployedRow,
    deployment: Deployment,
  ): Promise<void> {
    if (deployment.result === 'succeeded')
      await sight(tx, deployed, deployment);
    await this.#place(tx, deployment);
    if (deployment.actor && deployment.result !== 'in-progress')
      await noteIdentity(tx, deployment, deployment.actor);
  }

  async #place(tx: Knex.Transaction, deployment: Deployment): Promise<void> {
    const key = keyOf(deployment);
    const row: CellRow | undefined = await tx(CELLS).where(key).first();
    const before: VersionCell = row
      ? toCell(row)
      : {
          componentRef: deployment.componentRef,
          environmentRef: deployment.environmentRef,
        };
    const after = addDeployment(before, deployment);
    if (!after) return;
    const version = runningIn(after)?.version;
    const ordinal =
      version === undefined
        ? undefined
        : await tx(VERSIONS)
            .where({ component_ref: deployment.componentRef, version })
            .first('ordinal');
    await tx(CELLS)
      .insert(toCellRow(after, () => ordinal.ordinal))
      .onConflict(['component_ref', 'environment_ref'])
      .merge();
  }
}

function keyOf(deployment: Deployment) {
  return {
    component_ref: deployment.componentRef,
    environment_ref: deployment.environmentRef,
  };
}

async function sight(
  tx: Knex.Transaction,
  deployed: DeployedRow,
  { version, at, ...place }: Deployment,
): Promise<void> {
  const ordinal = await placeVersion(tx, deployed, { version, firstAt: at });
  const key = { ...keyOf({ version, at, ...place }), version };
  const known = await tx(SIGHTINGS).where(key).first('first_at');
  if (!known)
    await tx(SIGHTINGS).insert({ ...key, first_at: toMillis(at), ordinal });
  else if (toMillis(at) < Number(known.first_at))
    await tx(SIGHTINGS)
      .where(key)
      .update({ first_at: toMillis(at) });
}

async function noteIdentity(
  tx: Knex.Transaction,
  deployment: Deployment,
  identity: string,
): Promise<void> {
  const key = { ...keyOf(deployment), identity };
  const at = toMillis(deployment.at);
  const known = await tx(USES).where(key).first();
  if (!known) {
    await tx(USES).insert({ ...key, uses: 1, first_at: at, last_at: at });
    return;
  }
  await tx(USES)
    .where(key)
    .update({
      uses: known.uses + 1,
      first_at: Math.min(Number(known.first_at), at),
      last_at: Math.max(Number(known.last_at), at),
    });
}
