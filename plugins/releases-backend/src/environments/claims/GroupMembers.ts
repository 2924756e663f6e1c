import { CatalogView } from '../../catalog/CatalogView';

/** Who belongs to groups, as the catalog says: through them, or through one below. */
export class GroupMembers {
  readonly #view: CatalogView;

  constructor(options: { catalogView: CatalogView }) {
    this.#view = options.catalogView;
  }

  /** How many there are, counted no further than one. */
  async count(group: string): Promise<0 | 1> {
    const groups = await this.#view.groupsBelow([group]);
    const found = await this.#view.neighbours({
      refs: groups,
      hops: 1,
      direction: 'outgoing',
      relations: ['hasMember'],
      limit: groups.length + 1,
    });
    return found.length > groups.length ? 1 : 0;
  }

  async has(group: string, user: string): Promise<boolean> {
    const groups = new Set(await this.#view.groupsBelow([group]));
    const found = await this.#view.neighbours({
      refs: [user],
      hops: 1,
      direction: 'outgoing',
      relations: ['memberOf'],
    });
    return found.some(({ ref }) => groups.has(ref));
  }
}
