import {
  EntityFacts,
  EntitySelector,
  PathStep,
  ReachedFrom,
} from '@release-desk/plugin-releases-common';
import { CallerCredentials } from '../http/types';

export interface Neighbour {
  ref: string;
  distance: number;
  /** From the asked entity to this one. */
  path: PathStep[];
}

/**
 * The suite's own view of the catalog graph, kept in its database so that it
 * is the same on every replica: refreshed by schedule and by catalog events,
 * read in batches. It knows everything; what a caller may see of it is asked of
 * `visibleTo`.
 */
export interface CatalogView {
  /**
   * Facts by ref; unknown refs are absent. A ref that the view does not know yet
   * is asked of the catalog, so never call it inside a transaction. `version` is
   * what `version()` has just answered; it spares asking again.
   */
  getFacts(
    refs: Iterable<string>,
    options?: { version?: number },
  ): Promise<Map<string, EntityFacts>>;

  /** Entities within `hops` steps, nearest first, the start itself at distance 0. Bounded to `limit`. */
  neighbours(options: {
    refs: string[];
    hops: number;
    direction?: 'outgoing' | 'incoming' | 'both';
    /** All relation types except membership and ownership unless told. */
    relations?: string[];
    limit?: number;
  }): Promise<Neighbour[]>;

  /**
   * Entities that the entity lines of a selector match, widened over relations
   * as it says (`path` is then set), in order of ref.
   */
  matchEntities(
    selector: EntitySelector,
    options?: { limit?: number; offset?: number },
  ): Promise<{
    items: { facts: EntityFacts; path?: PathStep[] }[];
    total: number;
    overRelations: number;
  }>;

  /** Environments that the environment lines of a selector match; all when there are none. */
  matchEnvironments(selector: EntitySelector): Promise<EntityFacts[]>;

  /** All of them, in order of ref; the same array as long as nothing in the catalog changes. */
  environments(options?: { version?: number }): Promise<readonly EntityFacts[]>;

  /** Relations of these types from, or to, these entities; in order, and bounded to `limit`. */
  relations(options: {
    end: 'from' | 'to';
    refs: readonly string[];
    types: readonly string[];
    limit: number;
  }): Promise<PathStep[]>;

  /** Entities that say in which network zone they are. Bounded. */
  zoned(): Promise<EntityFacts[]>;

  /** Environments that an entity is related to, or every one that is not ephemeral. */
  environmentsOf(entityRef?: string): Promise<EntityFacts[]>;

  /** Refs that any of these groups or users own. */
  ownedBy(ownerRefs: string[], options?: { limit?: number }): Promise<string[]>;

  /**
   * The entities from which this one is reached over the relations that the
   * selector's `expand` names, nearest first: for `matchSelector`'s `reached`.
   */
  reachedFrom(selector: EntitySelector, ref: string): Promise<ReachedFrom[]>;

  /** These groups and all groups below them. */
  groupsBelow(refs: string[]): Promise<string[]>;

  /** The groups above each of these, nearest first, without itself. */
  groupsAbove(refs: string[]): Promise<Map<string, string[]>>;

  /**
   * Which of these refs the caller may read in the catalog. Decided by the
   * catalog with the caller's credentials, in one batch, kept for seconds. A
   * caller who may read everything may also read the name of what is no longer
   * in the catalog.
   */
  visibleTo(
    credentials: CallerCredentials,
    refs: Iterable<string>,
  ): Promise<Set<string>>;

  /** What is derived from the view follows its refreshes. */
  onRefreshed(listener: () => Promise<void>): void;

  /** Grows with each change of the view, for caches and derived rows. */
  version(): Promise<number>;
}
