import {
  compareVersions,
  orderVersions,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { BigintColumn, toInstant, toMillis } from '../../database';
import { CELLS, DEPLOYED, SIGHTINGS, VERSIONS } from './rows';

/** What is known of the versions of a component; its row is the lock on all of it. */
export interface DeployedRow {
  component_ref: string;
  versions: number;
  numbered: number;
  last_version: string | null;
  last_first_at: BigintColumn | null;
}

interface VersionRow {
  version: string;
  first_at: BigintColumn;
  ordinal: number;
}

/** Until the transaction ends nobody else writes what is derived of the component. */
export async function lockComponent(
  tx: Knex.Transaction,
  componentRef: string,
): Promise<DeployedRow> {
  await tx(DEPLOYED)
    .insert({ component_ref: componentRef, versions: 0, numbered: 1 })
    .onConflict('component_ref')
    .ignore();
  return tx(DEPLOYED)
    .where({ component_ref: componentRef })
    .forUpdate()
    .first();
}

export function isNumbered(version: string): boolean {
  return compareVersions(version, version) !== undefined;
}

/**
 * Notes when a version was seen first, and finds its place among the others of
 * the component: its ordinal. Mostly that is the last one.
 */
export async function placeVersion(
  tx: Knex.Transaction,
  deployed: DeployedRow,
  seen: { version: string; firstAt: string },
): Promise<number> {
  const { version, firstAt } = seen;
  const key = { component_ref: deployed.component_ref, version };
  const known: VersionRow | undefined = await tx(VERSIONS).where(key).first();
  if (known && toMillis(firstAt) >= Number(known.first_at))
    return known.ordinal;
  if (known) {
    await tx(VERSIONS)
      .where(key)
      .update({ first_at: toMillis(firstAt) });
    return reorder(tx, deployed, version);
  }
  const ordinal = comesLast(deployed, seen) ? deployed.versions + 1 : 0;
  await tx(VERSIONS).insert({ ...key, first_at: toMillis(firstAt), ordinal });
  if (ordinal === 0) return reorder(tx, deployed, version);
  await tx(DEPLOYED)
    .where({ component_ref: deployed.component_ref })
    .update({
      versions: ordinal,
      numbered: deployed.numbered && isNumbered(version) ? 1 : 0,
      last_version: version,
      last_first_at: toMillis(firstAt),
    });
  return ordinal;
}

/** Whether a new version needs no other to move. */
function comesLast(
  deployed: DeployedRow,
  seen: { version: string; firstAt: string },
): boolean {
  const { last_version: last, last_first_at: lastAt, numbered } = deployed;
  if (last === null || lastAt === null) return true;
  if (!numbered) return toMillis(seen.firstAt) > Number(lastAt);
  if (!isNumbered(seen.version)) return false;
  const order = orderVersions([
    { version: last, firstAt: toInstant(lastAt) },
    seen,
  ]);
  return order[1] === seen.version;
}

/** Orders all of them anew. Answers the ordinal of one. */
async function reorder(
  tx: Knex.Transaction,
  { component_ref: component }: DeployedRow,
  asked: string,
): Promise<number> {
  const rows: VersionRow[] = await tx(VERSIONS)
    .where({ component_ref: component })
    .select('version', 'first_at', 'ordinal');
  const order = orderedVersions(rows);
  const ordinals = new Map(order.map((version, index) => [version, index + 1]));
  const moved = rows.filter(row => row.ordinal !== ordinals.get(row.version));
  const place = ordinals.get(asked)!;
  // One is new, and those after it make room.
  const isInserted = moved.every(({ version, ordinal }) =>
    version === asked
      ? ordinal === 0
      : ordinal >= place && ordinals.get(version) === ordinal + 1,
  );
  if (isInserted && moved.length > 0) {
    for (const table of [VERSIONS, SIGHTINGS, CELLS])
      await tx(table)
        .where({ component_ref: component })
        .where('ordinal', '>=', place)
        .increment('ordinal', 1);
    await tx(VERSIONS)
      .where({ component_ref: component, version: asked })
      .update({ ordinal: place });
  } else {
    await moveEach(tx, component, moved, ordinals);
  }
  const last = order.at(-1)!;
  await tx(DEPLOYED)
    .where({ component_ref: component })
    .update({
      versions: order.length,
      numbered: order.every(isNumbered) ? 1 : 0,
      last_version: last,
      last_first_at: rows.find(row => row.version === last)!.first_at,
    });
  return place;
}

export function orderedVersions(
  rows: readonly Pick<VersionRow, 'version' | 'first_at'>[],
): string[] {
  return orderVersions(
    rows.map(row => ({
      version: row.version,
      firstAt: toInstant(row.first_at),
    })),
  );
}

async function moveEach(
  tx: Knex.Transaction,
  component: string,
  moved: readonly VersionRow[],
  ordinals: ReadonlyMap<string, number>,
): Promise<void> {
  // Cells do not name their version: they are told by the ordinal that it had,
  // and below zero none is taken for one that has moved already.
  for (const { version, ordinal } of moved) {
    const next = ordinals.get(version)!;
    const key = { component_ref: component, version };
    await tx(VERSIONS).where(key).update({ ordinal: next });
    await tx(SIGHTINGS).where(key).update({ ordinal: next });
    if (ordinal > 0)
      await tx(CELLS)
        .where({ component_ref: component, ordinal })
        .update({ ordinal: -next });
  }
  await tx(CELLS)
    .where({ component_ref: component })
    .where('ordinal', '<', 0)
    .update({ ordinal: tx.raw('-??', ['ordinal']) });
}
