import { Knex } from 'knex';
import {
  EntityFacts,
  EntitySelector,
  Span,
  TimelineKind,
} from '@release-desk/plugin-releases-common';

/** Bookings take time too, but the calendar does not show them. */
export type TimelineSourceKind = TimelineKind | 'booking';

/**
 * What a room puts on the timeline: one source (a window, a release, an event, a
 * booking) with its occurrences. Putting a source again replaces it.
 */
export interface TimelineSource {
  kind: TimelineSourceKind;
  /** Id of the resource. */
  sourceId: string;
  title: string;
  owner: string;
  timeZone: string;
  recurring: boolean;
  status?: string;
  enforcement?: 'hard' | 'soft' | 'info';
  category?: string;
  vendor?: string;
  moveBy?: string;
  /**
   * What it touches. A release names its entities and environments as
   * `ref` and `environment`.
   */
  selector: EntitySelector;
  /** Only of releases: the versions. */
  entities?: { ref: string; version?: string; previousVersion?: string }[];
  /** Actions it binds, for collisions: only windows that bind `deploy` collide. */
  actions?: string[];
  /** Releases that are over (released, rolled back, cancelled) collide with nothing. */
  settled?: boolean;
  /** Kept up by a calendar that is read from elsewhere: nobody changes it here. */
  foreign?: boolean;
  revision: number;
  /** Within the horizon; see `TIMELINE_HORIZON`. */
  occurrences: Span[];
}

/** An approved override, as far as the timeline must know it. */
export interface TimelineOverride {
  overrideId: string;
  /** Id of the freeze that it lets through. */
  windowId: string;
  /** Only for this release. */
  releaseId?: string;
  /** Only for these; an absent line holds for all. */
  entityRefs?: string[];
  environmentRefs?: string[];
  actions?: string[];
  /** Epoch milliseconds. */
  until: number;
}

/** An entity, in an environment, that windows may cover. */
export interface CoverageSubject {
  entity?: EntityFacts;
  environment?: EntityFacts;
}

/** One occurrence of a source; instants in epoch milliseconds. */
export interface TimelineOccurrence {
  itemId: string;
  sourceId: string;
  start: number;
  end: number;
}

export interface PutOptions {
  /** It was never there: nothing of an earlier one has to go. */
  isNew?: boolean;
}

/**
 * The one store of everything that takes time. Each room writes its own
 * sources, in its own transaction; views, feeds and collisions read only this.
 * Derived: `rebuild` of the rooms restores it from what is true.
 *
 * A write takes the lock of the timeline until the transaction ends, so call it
 * late, just before the audit log.
 */
export interface Timeline {
  put(
    tx: Knex.Transaction,
    source: TimelineSource,
    options?: PutOptions,
  ): Promise<void>;
  remove(tx: Knex.Transaction, sourceId: string): Promise<void>;

  /** Shows an approved override at the collisions that it lets pass. */
  setOverride(tx: Knex.Transaction, override: TimelineOverride): Promise<void>;
  /** Of an override that was revoked. */
  removeOverride(tx: Knex.Transaction, overrideId: string): Promise<void>;

  /**
   * Ids of the sources whose scope covers this entity in this environment,
   * exactly as `matchSelector` says: without an environment every environment
   * line is met, without an entity the environment is the entity. One query,
   * whose cost follows the number of answers and not the number of sources.
   */
  coveringSources(
    options: CoverageSubject & {
      kinds: TimelineKind[];
      /** Instead of the database, inside a transaction. */
      tx?: Knex.Transaction;
    },
  ): Promise<string[]>;

  /** Occurrences that touch [from, to), by start. */
  occurrencesOf(
    sourceIds: string[],
    span: { from: number; to: number; tx?: Knex.Transaction },
  ): Promise<TimelineOccurrence[]>;

  /** Releases that are not settled and would fall into such a freeze, by start: for previews. */
  releasesWithin(options: {
    selector: EntitySelector;
    occurrences: Span[];
    limit?: number;
  }): Promise<{ sourceId: string; occurrence: Span }[]>;

  /** Grows with each write, for caches. */
  version(): Promise<number>;

  /** Derives scopes and collisions of every source anew. */
  rebuildCollisions(): Promise<void>;
}

/** How far back and ahead recurring sources are expanded, in months from today. */
export const TIMELINE_HORIZON = { back: 13, ahead: 25 };
