import {
  EntitySelector,
  Span,
  TimelineKind,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from '../catalog/CatalogStore';
import { transact } from '../database';
import {
  deriveCollisions,
  draftItems,
  releasesUnder,
  toItems,
} from './collisions';
import { coveringSources } from './coverage';
import { readScope, subjectOf } from './scope';
import {
  CoverageSubject,
  PutOptions,
  Timeline,
  TimelineOccurrence,
  TimelineOverride,
  TimelineSource,
} from './Timeline';
import { SourceData, SourceRow, timelineStore } from './TimelineStore';

const DEFAULT_LIMIT = 500;
const REBUILD_CHUNK = 100;

export class DatabaseTimeline implements Timeline {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async put(
    tx: Knex.Transaction,
    source: TimelineSource,
    options: PutOptions = {},
  ): Promise<void> {
    const { sourceId, selector } = source;
    await timelineStore.lock(tx);
    const scope = await readScope(tx, selector);
    await timelineStore.writeSource(tx, source, scope, options);
    await timelineStore.writeTouches(tx, {
      sourceId,
      selector,
      scope,
      ...options,
    });
    // It stands in the way of other bookings, which is for its room to say.
    if (source.kind === 'booking') return;
    const [row] = await timelineStore.sources(tx, [sourceId]);
    await deriveCollisions(tx, row, scope);
  }

  async remove(tx: Knex.Transaction, sourceId: string): Promise<void> {
    await timelineStore.lock(tx);
    await tx('timeline_collisions').where({ source_id: sourceId }).delete();
    await tx('timeline_collisions')
      .where({ other_source_id: sourceId })
      .delete();
    await timelineStore.removeSource(tx, sourceId);
  }

  async setOverride(
    tx: Knex.Transaction,
    override: TimelineOverride,
  ): Promise<void> {
    await timelineStore.lock(tx);
    await timelineStore.setOverride(tx, override);
  }

  async removeOverride(
    tx: Knex.Transaction,
    overrideId: string,
  ): Promise<void> {
    await timelineStore.lock(tx);
    await timelineStore.removeOverride(tx, overrideId);
  }

  async coveringSources(
    options: CoverageSubject & {
      kinds: TimelineKind[];
      tx?: Knex.Transaction;
    },
  ): Promise<string[]> {
    const rows: { source_id: string }[] = await coveringSources(
      options.tx ?? this.#knex,
      subjectOf(options),
      options.kinds,
    );
    return rows.map(row => row.source_id);
  }

  async occurrencesOf(
    sourceIds: string[],
    span: { from: number; to: number; tx?: Knex.Transaction },
  ): Promise<TimelineOccurrence[]> {
    const db = span.tx ?? this.#knex;
    const found: TimelineOccurrence[] = [];
    for (const chunk of chunksOf(sourceIds)) {
      const rows = await db('timeline_items')
        .whereIn('source_id', chunk)
        .where('start_ms', '<', span.to)
        .where('end_ms', '>', span.from)
        .select('id', 'source_id', 'start_ms', 'end_ms');
      for (const { id, ...occurrence } of toItems(rows))
        found.push({ itemId: id, ...occurrence });
    }
    return found.sort(
      (a, b) => a.start - b.start || (a.itemId < b.itemId ? -1 : 1),
    );
  }

  async releasesWithin(options: {
    selector: EntitySelector;
    occurrences: Span[];
    limit?: number;
  }): Promise<{ sourceId: string; occurrence: Span }[]> {
    const pairs = await releasesUnder(this.#knex, {
      scope: await readScope(this.#knex, options.selector),
      items: draftItems(options.occurrences),
    });
    return pairs
      .sort(
        (a, b) =>
          a.release.start - b.release.start || a.item.start - b.item.start,
      )
      .slice(0, options.limit ?? DEFAULT_LIMIT)
      .map(({ release, item }) => ({
        sourceId: release.sourceId,
        occurrence: options.occurrences[Number(item.id)],
      }));
  }

  async version(): Promise<number> {
    return (await timelineStore.state(this.#knex)).version;
  }

  async rebuildCollisions(): Promise<void> {
    let after = '';
    for (;;) {
      const rows: SourceRow[] = await this.#knex('timeline_sources')
        .where('source_id', '>', after)
        .orderBy('source_id')
        .limit(REBUILD_CHUNK)
        .select('source_id');
      if (rows.length === 0) return;
      after = rows[rows.length - 1].source_id;
      await this.rederive(rows.map(row => row.source_id));
    }
  }

  /** Scope, owners touched and collisions of some sources, from their selectors. */
  async rederive(sourceIds: string[]): Promise<void> {
    await transact(this.#knex, async tx => {
      await timelineStore.lock(tx);
      for (const source of await timelineStore.sources(tx, sourceIds)) {
        const { selector }: SourceData = JSON.parse(source.data);
        const scope = await readScope(tx, selector);
        await timelineStore.writeScope(tx, source.source_id, scope);
        await timelineStore.writeTouches(tx, {
          sourceId: source.source_id,
          selector,
          scope,
        });
        await deriveCollisions(tx, source, scope);
      }
    });
  }
}
