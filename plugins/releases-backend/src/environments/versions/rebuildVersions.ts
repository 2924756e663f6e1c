import { LoggerService } from '@backstage/backend-plugin-api';
import { stringifyError } from '@backstage/errors';
import { VersionCell } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { BigintColumn, chunksOf, transact } from '../../database';
import {
  CELLS,
  DEPLOYED,
  DeploymentRow,
  DEPLOYMENTS,
  SIGHTINGS,
  toCellRow,
  toDeployment,
  USES,
  VERSIONS,
} from './rows';
import { isNumbered, lockComponent, orderedVersions } from './VersionOrder';

/** What was done, by the number of components. */
export interface RebuiltVersions {
  derived: number;
  failed: number;
}

/**
 * Derives what the matrix reads anew from the deployments, component by
 * component, each in a transaction of its own, while others report.
 */
export async function rebuildVersions(options: {
  knex: Knex;
  logger: LoggerService;
  signal?: AbortSignal;
}): Promise<RebuiltVersions> {
  const { knex, logger, signal } = options;
  const result: RebuiltVersions = { derived: 0, failed: 0 };
  let component = await nextComponent(knex, '');
  while (component !== undefined && !signal?.aborted) {
    const ref = component;
    try {
      await transact(knex, tx => deriveComponent(tx, ref));
      result.derived += 1;
    } catch (error) {
      // One that cannot be derived must not keep the others from it.
      logger.error(
        `Could not derive the versions of ${ref}: ${stringifyError(error)}`,
      );
      result.failed += 1;
    }
    component = await nextComponent(knex, ref);
  }
  return result;
}

/** Of those that were deployed, and of those of which something is derived. */
async function nextComponent(
  knex: Knex,
  after: string,
): Promise<string | undefined> {
  const [first, second] = [DEPLOYMENTS, DEPLOYED].map(table =>
    knex(table)
      .where('component_ref', '>', after)
      .select(knex.raw('min(component_ref) as ref')),
  );
  // Of the two, the database says which comes first: it sorts in its own way.
  const [row] = await knex
    .from(first.unionAll(second).as('next'))
    .min({ ref: 'ref' });
  return row.ref ?? undefined;
}

async function deriveComponent(
  tx: Knex.Transaction,
  componentRef: string,
): Promise<void> {
  await lockComponent(tx, componentRef);
  const key = { component_ref: componentRef };
  for (const table of [VERSIONS, SIGHTINGS, CELLS, USES])
    await tx(table).where(key).delete();
  const ordinals = await deriveVersions(tx, componentRef);
  const rows = await lastOfEachCell(tx, componentRef);
  if (rows.length === 0) {
    await tx(DEPLOYED).where(key).delete();
    return;
  }
  const cells = new Map<string, VersionCell>();
  for (const { is_settled: isSettled, ...row } of rows) {
    const { id, version, digest, run, actor, at, result } = toDeployment(row);
    const one = {
      id,
      version,
      ...(digest && { digest }),
      ...(run && { run }),
      ...(actor && { actor }),
      at,
      result,
    };
    const known = cells.get(row.environment_ref) ?? {
      componentRef,
      environmentRef: row.environment_ref,
    };
    cells.set(
      row.environment_ref,
      Number(isSettled) === 1
        ? { ...known, current: one }
        : { ...known, latest: one },
    );
  }
  for (const chunk of chunksOf([...cells.values()], 100))
    await tx(CELLS).insert(
      chunk.map(cell => toCellRow(cell, version => ordinals.get(version)!)),
    );
}

async function deriveVersions(
  tx: Knex.Transaction,
  componentRef: string,
): Promise<Map<string, number>> {
  const key = { component_ref: componentRef };
  const seen: { version: string; first_at: BigintColumn }[] = await tx(
    DEPLOYMENTS,
  )
    .where({ ...key, result: 'succeeded' })
    .groupBy('version')
    .select('version')
    .min({ first_at: 'at' });
  const order = orderedVersions(seen);
  const ordinals = new Map(order.map((version, index) => [version, index + 1]));
  for (const chunk of chunksOf(seen, 100))
    await tx(VERSIONS).insert(
      chunk.map(row => ({
        ...key,
        ...row,
        ordinal: ordinals.get(row.version)!,
      })),
    );
  const last = seen.find(row => row.version === order.at(-1));
  await tx(DEPLOYED)
    .where(key)
    .update({
      versions: order.length,
      numbered: order.every(isNumbered) ? 1 : 0,
      last_version: last?.version ?? null,
      last_first_at: last?.first_at ?? null,
    });
  const into = (table: string, columns: string[]) =>
    tx(
      tx.raw(`?? (${columns.map(() => '??').join(', ')})`, [table, ...columns]),
    );
  const place = ['component_ref', 'environment_ref'];
  await into(SIGHTINGS, [...place, 'version', 'first_at', 'ordinal']).insert(
    tx(`${DEPLOYMENTS} as d`)
      .join(`${VERSIONS} as v`, join =>
        join
          .on('v.component_ref', 'd.component_ref')
          .andOn('v.version', 'd.version'),
      )
      .where({ 'd.component_ref': componentRef, 'd.result': 'succeeded' })
      .groupBy('d.component_ref', 'd.environment_ref', 'd.version', 'v.ordinal')
      .select(
        'd.component_ref',
        'd.environment_ref',
        'd.version',
        tx.raw('min(d.at)'),
        'v.ordinal',
      ),
  );
  await into(USES, [
    ...place,
    'identity',
    'uses',
    'first_at',
    'last_at',
  ]).insert(
    tx(DEPLOYMENTS)
      .where(key)
      .whereNotNull('actor')
      .whereNot('result', 'in-progress')
      .groupBy(...place, 'actor')
      .select(
        ...place,
        'actor',
        tx.raw('count(*)'),
        tx.raw('min(at)'),
        tx.raw('max(at)'),
      ),
  );
  return ordinals;
}

/** In the order of `addDeployment`: the last that is settled, and the last of all. */
async function lastOfEachCell(
  tx: Knex.Transaction,
  componentRef: string,
): Promise<(DeploymentRow & { is_settled: number | string })[]> {
  const ranked = (isSettled: boolean) => {
    const query = tx(DEPLOYMENTS)
      .where({ component_ref: componentRef })
      .select(
        '*',
        tx.raw(`${isSettled ? 1 : 0} as is_settled`),
        tx.raw(
          `row_number() over (
            partition by environment_ref
            order by at desc,
              case result when 'in-progress' then 0 else 1 end desc,
              id desc
          ) as place`,
        ),
      );
    return isSettled
      ? query.whereIn('result', ['succeeded', 'removed'])
      : query;
  };
  return tx
    .from(ranked(true).unionAll(ranked(false)).as('ranked'))
    .where('place', 1)
    .select('*');
}
