import {
  Collision,
  EntityFacts,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { Neighbour } from '../catalog/CatalogView';
import { presentEntries, refsNamedBy } from './presentEntries';
import { TimelineEntry } from './TimelineEntry';

/**
 * A page of the timeline as far as it is the same for everybody who may read
 * these sources; what each of them may see of it is decided as it is shown.
 */
export class TimelinePage {
  readonly entries: TimelineEntry[];
  /** Something comes after it. */
  readonly more: boolean;
  readonly #collisions: Map<string, Collision[]>;
  readonly #nearest: Map<string, Neighbour>;
  readonly #facts: Map<string, EntityFacts>;
  readonly #named: Set<string>;
  #whole?: TimelineItem[];

  constructor(options: {
    entries: TimelineEntry[];
    more: boolean;
    collisions: Map<string, Collision[]>;
    nearest: Map<string, Neighbour>;
    facts: Map<string, EntityFacts>;
  }) {
    this.entries = options.entries;
    this.more = options.more;
    this.#collisions = options.collisions;
    this.#nearest = options.nearest;
    this.#facts = options.facts;
    this.#named = refsNamedBy(options);
  }

  /** How much of it is kept in memory, in items of any kind. */
  get weight(): number {
    let weight = 1 + this.entries.length;
    for (const collisions of this.#collisions.values())
      weight += collisions.length;
    return weight;
  }

  /** Sources of the entries that anybody may change. */
  get changeableIds(): string[] {
    return [
      ...new Set(
        this.entries
          .filter(({ isForeign }) => !isForeign)
          .map(entry => entry.sourceId),
      ),
    ];
  }

  async itemsFor(viewer: {
    visible(refs: Iterable<string>): Promise<Set<string>>;
    /** Sources that the viewer may change. */
    editable: Set<string>;
  }): Promise<TimelineItem[]> {
    const visible = await viewer.visible(this.#named);
    // Nothing is hidden from most, who then all see the same.
    const items =
      visible.size === this.#named.size
        ? (this.#whole ??= this.#present(this.#named))
        : this.#present(visible);
    return items.map(item =>
      viewer.editable.has(item.sourceId) ? { ...item, editable: true } : item,
    );
  }

  #present(visible: Set<string>): TimelineItem[] {
    return presentEntries({
      // An item of which every entity that it names is hidden is itself hidden.
      entries: this.entries.filter(
        ({ selector: { ref } }) =>
          !ref?.length || ref.some(each => visible.has(each)),
      ),
      collisions: this.#collisions,
      nearest: this.#nearest,
      facts: this.#facts,
      visible,
    });
  }
}
