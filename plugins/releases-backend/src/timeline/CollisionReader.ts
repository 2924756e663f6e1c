import { Collision, EntityFacts } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { CatalogView } from '../catalog/CatalogView';
import { FreezeOverlaps } from './FreezeOverlaps';
import { ReleaseCollisions } from './ReleaseCollisions';
import { TimelineAccess } from './TimelineAccess';
import { TimelineEntry } from './TimelineEntry';

/** What is known when the collisions of a page are read. */
export interface CollisionContext {
  access: TimelineAccess;
  now: number;
  /** Of the catalog. */
  version: number;
  /** At least of what the releases name. */
  facts: Map<string, EntityFacts>;
}

/**
 * What the items of a page collide with, as far as the caller may read it, and
 * why. Which releases fall into which freezes was derived as they were written;
 * which freezes overlap is looked up, because on a busy calendar there are more
 * such pairs than anyone could keep.
 */
export class CollisionReader {
  readonly #releases: ReleaseCollisions;
  readonly #freezes: FreezeOverlaps;

  constructor(options: { knex: Knex; catalog: CatalogView }) {
    this.#releases = new ReleaseCollisions(options);
    this.#freezes = new FreezeOverlaps(options);
  }

  /** By id of the item; true until an override ends, in epoch milliseconds. */
  async collisionsOf(
    entries: TimelineEntry[],
    context: CollisionContext,
  ): Promise<{ collisions: Map<string, Collision[]>; until: number }> {
    const [releases, freezes] = await Promise.all([
      this.#releases.of(
        entries.filter(entry => entry.kind === 'release' && entry.isHeldUp),
        context,
      ),
      this.#freezes.of(
        entries.filter(
          entry =>
            entry.kind === 'freeze' &&
            entry.enforcement !== 'info' &&
            entry.bindsDeploy,
        ),
        context,
      ),
    ]);
    return {
      collisions: new Map([...releases.collisions, ...freezes]),
      until: releases.until,
    };
  }
}
