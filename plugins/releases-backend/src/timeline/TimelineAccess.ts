import { TimelineKind } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from '../catalog/CatalogStore';
import { tokenOf } from '../catalog/keys';
import { Access, AccessMapping, applyAccess } from '../permissions/criteria';

/** What may be read, or changed, of windows, releases and events. */
export interface TimelineAccess {
  window: Access;
  release: Access;
  event: Access;
}

const KINDS: [keyof TimelineAccess, TimelineKind[]][] = [
  ['window', ['freeze', 'allow', 'advisory']],
  ['release', ['release']],
  ['event', ['business', 'vendor']],
];

/** Narrows a query of sources `s` to what the access covers. */
export function whereAccessible(
  db: Knex,
  query: Knex.QueryBuilder<any, any>,
  access: TimelineAccess,
): void {
  if (isEverything(access)) return;
  const mapping: AccessMapping = {
    owner: (group, values) => group.whereIn('s.owner', values),
    kind: (group, values) => group.whereIn('s.kind', values),
    scopeEntityOwner: (group, values) =>
      group.whereIn('s.source_id', touching(db, 'owner', values)),
  };
  query.where(either => {
    for (const [name, kinds] of KINDS)
      either.orWhere(one => {
        one.whereIn('s.kind', kinds);
        applyAccess(one, access[name], mapping);
      });
  });
}

/** Of these sources, those that the access covers. */
export async function accessibleAmong(
  db: Knex,
  sourceIds: string[],
  access: TimelineAccess | undefined,
): Promise<Set<string>> {
  if (!access || KINDS.every(([name]) => 'none' in access[name]))
    return new Set();
  if (isEverything(access)) return new Set(sourceIds);
  const found = new Set<string>();
  for (const chunk of chunksOf(new Set(sourceIds))) {
    const query = db('timeline_sources as s')
      .whereIn('s.source_id', chunk)
      .select('s.source_id');
    whereAccessible(db, query, access);
    const rows: { source_id: string }[] = await query;
    for (const row of rows) found.add(row.source_id);
  }
  return found;
}

/** Sources with an entity of one of these systems or owners in their scope. */
export function touching(
  db: Knex,
  dimension: 'owner' | 'system',
  refs: string[],
): Knex.QueryBuilder<any, any> {
  return db('timeline_touches')
    .whereIn(
      'token',
      refs.map(ref => tokenOf(dimension, ref)),
    )
    .select('source_id');
}

function isEverything(access: TimelineAccess): boolean {
  return KINDS.every(([name]) => 'all' in access[name]);
}
