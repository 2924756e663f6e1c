import { LoggerService } from '@backstage/backend-plugin-api';
import { Knex } from 'knex';
import { EVERYTHING, chunksOf } from '../catalog/CatalogStore';
import { transact } from '../database';
import { DatabaseTimeline } from './DatabaseTimeline';
import { timelineStore } from './TimelineStore';

const CHUNK = 100;

/**
 * Derives anew what hangs on the catalog, of the sources whose scope may speak
 * of an entity that changed: it gained, lost or kept a key that the scope is
 * found by.
 */
export class CatalogFollower {
  readonly #knex: Knex;
  readonly #timeline: DatabaseTimeline;
  readonly #logger: LoggerService;
  #running?: Promise<void>;

  constructor(options: {
    knex: Knex;
    timeline: DatabaseTimeline;
    logger: LoggerService;
  }) {
    this.#knex = options.knex;
    this.#timeline = options.timeline;
    this.#logger = options.logger;
  }

  follow(): Promise<void> {
    this.#running ??= this.#follow().finally(() => {
      this.#running = undefined;
    });
    return this.#running;
  }

  async #follow(): Promise<void> {
    const { catalogVersion: seen } = await timelineStore.state(this.#knex);
    const row = await this.#knex('catalog_state')
      .where({ id: 'view' })
      .first('version');
    const current = Number(row.version);
    if (current <= seen) return;
    const changed = () =>
      this.#knex('catalog_changes')
        .where('version', '>', seen)
        .where('version', '<=', current);

    if (await changed().where({ token: EVERYTHING }).first('version')) {
      await this.#timeline.rebuildCollisions();
    } else {
      const ids = await this.#affected(changed);
      for (const chunk of chunksOf(ids, CHUNK))
        await this.#timeline.rederive(chunk);
      this.#logger.debug('The timeline followed the catalog', {
        sources: ids.length,
      });
    }
    await transact(this.#knex, async tx => {
      await tx('timeline_state')
        .where({ id: 'timeline' })
        .where('catalog_version', '<', current)
        .update({ catalog_version: current });
      await tx('catalog_changes').where('version', '<=', current).delete();
    });
  }

  async #affected(changed: () => Knex.QueryBuilder): Promise<string[]> {
    const rows: { source_id: string }[] = await this.#knex(
      'timeline_scope_keys',
    )
      .whereIn('token', changed().select('token'))
      .where(line => line.where('pivot', '>', 0).orWhere('is_environment', 1))
      .select('source_id')
      .union([
        // Any relation may widen these, and any new owner is touched by those.
        this.#knex('timeline_sources')
          .where('expands', 1)
          .orWhere('entity_dims', 0)
          .select('source_id'),
      ]);
    return rows.map(({ source_id: id }) => id);
  }
}
