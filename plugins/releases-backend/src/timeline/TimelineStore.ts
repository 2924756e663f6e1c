import {
  EntitySelector,
  timelineItemId,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from '../catalog/CatalogStore';
import { tokenOf } from '../catalog/keys';
import { matchedEntities } from '../catalog/matchQueries';
import { Scope, rowsOf } from './scope';
import { spanClassOf } from './spans';
import { PutOptions, TimelineOverride, TimelineSource } from './Timeline';

const INSERT_CHUNK = 100;
const SYSTEM = tokenOf('system', '');
/** Beyond so many it is about all of them, and grouped by none. */
const MAX_SYSTEMS = 50;

/** What an occurrence or a collision needs of its source. */
export interface SourceRow {
  source_id: string;
  kind: string;
  title: string;
  enforcement: string | null;
  binds_deploy: number;
  settled: number;
  expands: number;
  data: string;
}

/** The part of a source that is kept as JSON. */
export interface SourceData {
  selector: EntitySelector;
  entities?: TimelineSource['entities'];
  foreign?: boolean;
}

/** SQL of what the timeline keeps of its sources. */
export const timelineStore = {
  /** Until the transaction ends, no other one writes. */
  async lock(tx: Knex.Transaction): Promise<void> {
    await tx('timeline_state')
      .where({ id: 'timeline' })
      .increment('version', 1);
  },

  async state(db: Knex): Promise<{ version: number; catalogVersion: number }> {
    const row = await db('timeline_state')
      .where({ id: 'timeline' })
      .first('version', 'catalog_version');
    return {
      version: Number(row.version),
      catalogVersion: Number(row.catalog_version),
    };
  },

  /** Both grow with each change, on whichever replica: for caches. */
  async versions(db: Knex): Promise<{ timeline: number; catalog: number }> {
    const row = await db('timeline_state as t')
      .crossJoin(db.raw('?? as ??', ['catalog_state', 'c']))
      .where({ 't.id': 'timeline', 'c.id': 'view' })
      .first('t.version as timeline', 'c.version as catalog');
    return { timeline: Number(row.timeline), catalog: Number(row.catalog) };
  },

  async writeSource(
    tx: Knex.Transaction,
    source: TimelineSource,
    scope: Scope,
    { isNew = false }: PutOptions = {},
  ): Promise<void> {
    const data: SourceData = {
      selector: source.selector,
      entities: source.entities,
      foreign: source.foreign,
    };
    await tx('timeline_sources')
      .insert({
        source_id: source.sourceId,
        kind: source.kind,
        title: source.title,
        search_text: [source.title, source.vendor ?? '']
          .join(' ')
          .toLowerCase(),
        owner: source.owner.toLowerCase(),
        time_zone: source.timeZone,
        recurring: source.recurring ? 1 : 0,
        status: source.status ?? null,
        enforcement: source.enforcement ?? null,
        category: source.category ?? null,
        vendor: source.vendor ?? null,
        move_by: source.moveBy ? Date.parse(source.moveBy) : null,
        revision: source.revision,
        entity_dims: scope.entityDims,
        environment_dims: scope.environmentDims,
        expands: source.selector.expand ? 1 : 0,
        binds_deploy:
          source.actions && !source.actions.includes('deploy') ? 0 : 1,
        settled: source.settled ? 1 : 0,
        data: JSON.stringify(data),
      })
      .onConflict('source_id')
      .merge();
    if (isNew) await this.insertScope(tx, source.sourceId, scope);
    else await this.writeScope(tx, source.sourceId, scope);
    await this.writeItems(tx, source, { isNew });
  },

  async writeScope(
    tx: Knex.Transaction,
    sourceId: string,
    scope: Scope,
  ): Promise<void> {
    await tx('timeline_scope_keys').where({ source_id: sourceId }).delete();
    await this.insertScope(tx, sourceId, scope);
    await tx('timeline_sources').where({ source_id: sourceId }).update({
      entity_dims: scope.entityDims,
      environment_dims: scope.environmentDims,
    });
  },

  async insertScope(
    tx: Knex.Transaction,
    sourceId: string,
    scope: Scope,
  ): Promise<void> {
    const rows = rowsOf(scope).map(row => ({ source_id: sourceId, ...row }));
    for (const chunk of chunksOf(rows, INSERT_CHUNK))
      await tx('timeline_scope_keys').insert(chunk).onConflict().ignore();
  },

  async writeItems(
    tx: Knex.Transaction,
    source: TimelineSource,
    { isNew = false }: PutOptions = {},
  ): Promise<void> {
    if (!isNew)
      await tx('timeline_items').where({ source_id: source.sourceId }).delete();
    const items = source.occurrences.map(occurrence => {
      const start = Date.parse(occurrence.start);
      const end = Date.parse(occurrence.end);
      return {
        id: timelineItemId(source.sourceId, { ...source, start }),
        source_id: source.sourceId,
        kind: source.kind,
        start_ms: start,
        end_ms: end,
        span_class: spanClassOf(start, end),
      };
    });
    for (const chunk of chunksOf(items, INSERT_CHUNK))
      await tx('timeline_items').insert(chunk).onConflict('id').merge();
  },

  /** Owners and systems of the entities in the scope. */
  async writeTouches(
    tx: Knex.Transaction,
    source: PutOptions & {
      sourceId: string;
      selector: EntitySelector;
      scope: Scope;
    },
  ): Promise<void> {
    const { sourceId, selector, scope, isNew = false } = source;
    if (!isNew)
      await tx('timeline_touches').where({ source_id: sourceId }).delete();
    const touched = tx('catalog_keys as t')
      .whereIn('t.dimension', ['owner', 'system'])
      .distinct(tx.raw('?', [sourceId]), 't.token');
    if (selector.expand)
      // Written out in the scope already.
      touched.whereIn(
        't.entity_ref',
        tx('timeline_scope_keys')
          .where({ source_id: sourceId, dimension: 'ref' })
          .select('value'),
      );
    else
      touched.whereIn(
        't.entity_ref',
        matchedEntities(tx, selector).select('e.ref'),
      );
    await tx(
      tx.raw('?? (??, ??)', ['timeline_touches', 'source_id', 'token']),
    ).insert(touched);
    const systems: { token: string }[] =
      scope.entityDims === 0
        ? []
        : await tx('timeline_touches')
            .where({ source_id: sourceId })
            .where('token', 'like', `${SYSTEM}%`)
            .orderBy('token')
            .limit(MAX_SYSTEMS + 1)
            .select('token');
    const isAboutAll = scope.entityDims === 0 || systems.length > MAX_SYSTEMS;
    await tx('timeline_sources')
      .where({ source_id: sourceId })
      .update({
        systems: isAboutAll
          ? null
          : JSON.stringify(
              systems.map(({ token }) => token.slice(SYSTEM.length)),
            ),
      });
  },

  async removeSource(tx: Knex.Transaction, sourceId: string): Promise<void> {
    for (const table of [
      'timeline_items',
      'timeline_scope_keys',
      'timeline_touches',
      'timeline_sources',
    ])
      await tx(table).where({ source_id: sourceId }).delete();
    await tx('timeline_overrides').where({ window_id: sourceId }).delete();
    await tx('timeline_overrides').where({ release_id: sourceId }).delete();
  },

  async sources(db: Knex, sourceIds: string[]): Promise<SourceRow[]> {
    const rows: SourceRow[] = [];
    for (const chunk of chunksOf(sourceIds))
      rows.push(
        ...(await db('timeline_sources')
          .whereIn('source_id', chunk)
          .select(
            'source_id',
            'kind',
            'title',
            'enforcement',
            'binds_deploy',
            'settled',
            'expands',
            'data',
          )),
      );
    return rows;
  },

  async setOverride(
    tx: Knex.Transaction,
    override: TimelineOverride,
  ): Promise<void> {
    const { overrideId, windowId, releaseId, until, ...scope } = override;
    await tx('timeline_overrides')
      .insert({
        override_id: overrideId,
        window_id: windowId,
        release_id: releaseId ?? null,
        until_ms: until,
        scope: JSON.stringify({
          entityRefs: scope.entityRefs,
          environmentRefs: scope.environmentRefs,
          actions: scope.actions,
        }),
      })
      .onConflict('override_id')
      .merge();
  },

  async removeOverride(
    tx: Knex.Transaction,
    overrideId: string,
  ): Promise<void> {
    await tx('timeline_overrides').where({ override_id: overrideId }).delete();
  },
};
