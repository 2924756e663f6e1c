import { Knex } from 'knex';
import {
  EntitySelector,
  Span,
  TimelineKind,
} from '@release-desk/plugin-releases-common';

/**
 * What a room puts on the timeline: one source (a window, a release, an event)
 * with its occurrences. Putting a source again replaces it.
 */
export interface TimelineSource {
  kind: TimelineKind;
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
  revision: number;
  /** Within the horizon; see `TIMELINE_HORIZON`. */
  occurrences: Span[];
}

/**
 * The one store of everything that takes time. Each room writes its own
 * sources, in its own transaction; views, feeds and collisions read only this.
 * Derived: `rebuild` of the rooms restores it from what is true.
 */
export interface Timeline {
  put(tx: Knex.Transaction, source: TimelineSource): Promise<void>;
  remove(tx: Knex.Transaction, sourceId: string): Promise<void>;
}

/** How far back and ahead recurring sources are expanded, in months from today. */
export const TIMELINE_HORIZON = { back: 13, ahead: 25 };
