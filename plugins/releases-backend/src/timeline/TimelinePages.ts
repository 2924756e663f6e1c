import { Knex } from 'knex';
import { CatalogView, Neighbour } from '../catalog/CatalogView';
import { CollisionReader } from './CollisionReader';
import { scopeRefsOf } from './presentEntries';
import { TimelineAccess } from './TimelineAccess';
import { TimelineFilters } from './TimelineFilters';
import { TimelinePage } from './TimelinePage';
import { TimelineReader } from './TimelineReader';
import { timelineStore } from './TimelineStore';

/** Items and collisions that are kept over all pages: some 40 MB. */
const MAX_WEIGHT = 20_000;

export interface PageQuestion extends TimelineFilters {
  /** Epoch milliseconds. */
  from: number;
  to: number;
  limit: number;
  after?: { start: number; id: string };
}

interface Kept {
  page: Promise<TimelinePage>;
  weight: number;
  /** When an override in it ends; epoch milliseconds. */
  until: number;
}

/** What is kept of one version of the timeline and of the catalog. */
interface Edition {
  versions: string;
  pages: Map<string, Kept>;
  weight: number;
}

/**
 * Pages of the timeline, kept for as long as neither the timeline nor the view
 * of the catalog changes; the database tells in each request, whichever replica
 * made the change. After one, everybody who has a calendar open asks again:
 * what the first of them is answered is then read for all.
 */
export class TimelinePages {
  readonly #knex: Knex;
  readonly #catalog: CatalogView;
  readonly #reader: TimelineReader;
  readonly #collisions: CollisionReader;
  readonly #now: () => number;
  #edition: Edition = { versions: '', pages: new Map(), weight: 0 };

  constructor(options: {
    knex: Knex;
    catalog: CatalogView;
    reader: TimelineReader;
    now?: () => number;
  }) {
    this.#knex = options.knex;
    this.#catalog = options.catalog;
    this.#reader = options.reader;
    this.#collisions = new CollisionReader(options);
    this.#now = options.now ?? Date.now;
  }

  async read(
    question: PageQuestion,
    access: TimelineAccess,
  ): Promise<TimelinePage> {
    // Before the rows: they are then at least as new as what they are kept by.
    const versions = await timelineStore.versions(this.#knex);
    const edition = this.#editionOf(versions);
    const key = JSON.stringify([question, access]);
    const known = edition.pages.get(key);
    if (known && known.until > this.#now()) return known.page;

    const reading = this.#read(question, access, versions.catalog);
    const kept: Kept = {
      page: reading.then(({ page }) => page),
      weight: 0,
      until: Infinity,
    };
    drop(edition, key);
    edition.pages.set(key, kept);
    try {
      const { page, until } = await reading;
      kept.until = until;
      kept.weight = page.weight;
      edition.weight += page.weight;
      for (const oldest of edition.pages.keys()) {
        if (edition.weight <= MAX_WEIGHT) break;
        drop(edition, oldest);
      }
      return page;
    } catch (error) {
      if (edition.pages.get(key) === kept) drop(edition, key);
      throw error;
    }
  }

  #editionOf(versions: { timeline: number; catalog: number }): Edition {
    const name = JSON.stringify(versions);
    if (this.#edition.versions !== name)
      this.#edition = { versions: name, pages: new Map(), weight: 0 };
    return this.#edition;
  }

  async #read(
    question: PageQuestion,
    access: TimelineAccess,
    version: number,
  ): Promise<{ page: TimelinePage; until: number }> {
    const { from, to, limit, after } = question;
    const filters = await this.#reader.prepare(question, access);
    const rows = await this.#reader.page({
      from,
      to,
      filters,
      limit: limit + 1,
      after,
    });
    const entries = rows.slice(0, limit);
    const facts = await this.#catalog.getFacts(scopeRefsOf(entries), {
      version,
    });
    const [{ collisions, until }, nearest] = await Promise.all([
      this.#collisions.collisionsOf(entries, {
        access,
        now: this.#now(),
        version,
        facts,
      }),
      filters.entityRef
        ? this.#reader.nearest(
            [...new Set(entries.map(entry => entry.sourceId))],
            filters,
          )
        : new Map<string, Neighbour>(),
    ]);
    const more = rows.length > limit;
    return {
      page: new TimelinePage({ entries, more, collisions, nearest, facts }),
      until,
    };
  }
}

function drop(edition: Edition, key: string): void {
  edition.weight -= edition.pages.get(key)?.weight ?? 0;
  edition.pages.delete(key);
}
