import {
  ENTITY_DIMENSIONS,
  EntitySelector,
  SelectorDimension,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { chunksOf } from '../catalog/CatalogStore';
import { tokenOf } from '../catalog/keys';
import { matchedEnvironments } from '../catalog/matchQueries';
import { Bits } from './Bits';
import { reachOf } from './scope';

/** Lines that few entities meet: those of many scopes are read at once. */
const NARROW: readonly SelectorDimension[] = ['system', 'owner', 'domain'];

/** The entities that a scope covers, and the environments that it holds in. */
export interface Reach {
  entities: Bits;
  /** Absent: every one. */
  environments?: Bits;
}

/**
 * What scopes reach, at one version of the catalog. Scopes of the same lines,
 * which are many, are read once.
 */
export class ScopeReaches {
  readonly #knex: Knex;
  readonly #byLines = new Map<string, Bits>();
  /** Each ref's place in the bits. */
  readonly #refs: string[] = [];
  readonly #places = new Map<string, number>();
  #words = 0;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Of all that is kept, in words of 32 entities. */
  get words(): number {
    return this.#words;
  }

  refAt(place: number): string {
    return this.#refs[place];
  }

  /** In the order asked. */
  async of(selectors: EntitySelector[]): Promise<Reach[]> {
    const scopes = selectors.map(
      ({ environment, environmentTier, ...what }) => ({
        what,
        where:
          environment || environmentTier
            ? { environment, environmentTier }
            : undefined,
      }),
    );
    await this.#readNarrow(scopes.map(({ what }) => what));
    const reaches: Reach[] = [];
    for (const { what, where } of scopes)
      reaches.push({
        entities: await this.#bits(what, () => reachOf(this.#knex, what)),
        environments:
          where && (await this.#bits(where, () => this.#environments(where))),
      });
    return reaches;
  }

  /** Scopes of one narrow line. */
  async #readNarrow(selectors: EntitySelector[]): Promise<void> {
    const wanted = new Map<string, string[]>();
    for (const selector of selectors) {
      const key = JSON.stringify(selector);
      const tokens = narrowTokens(selector);
      if (tokens && !this.#byLines.has(key)) wanted.set(key, tokens);
    }
    const byToken = new Map<string, number[]>();
    for (const chunk of chunksOf(new Set([...wanted.values()].flat()))) {
      const rows: { token: string; entity_ref: string }[] = await this.#knex(
        'catalog_keys',
      )
        .whereIn('token', chunk)
        // What is read together lies together in the bits, which are then short.
        .orderBy(['token', 'entity_ref'])
        .select('token', 'entity_ref');
      for (const { token, entity_ref: ref } of rows) {
        const places = byToken.get(token);
        if (places) places.push(this.#placeOf(ref));
        else byToken.set(token, [this.#placeOf(ref)]);
      }
    }
    for (const [key, tokens] of wanted)
      this.#keep(
        key,
        tokens.flatMap(token => byToken.get(token) ?? []),
      );
  }

  async #bits(
    lines: EntitySelector,
    read: () => Promise<string[]>,
  ): Promise<Bits> {
    const key = JSON.stringify(lines);
    return (
      this.#byLines.get(key) ??
      this.#keep(
        key,
        (await read()).map(ref => this.#placeOf(ref)),
      )
    );
  }

  #keep(key: string, places: number[]): Bits {
    const bits = Bits.of(places);
    this.#byLines.set(key, bits);
    this.#words += bits.size;
    return bits;
  }

  #placeOf(ref: string): number {
    const known = this.#places.get(ref);
    if (known !== undefined) return known;
    this.#places.set(ref, this.#refs.length);
    return this.#refs.push(ref) - 1;
  }

  async #environments(where: EntitySelector): Promise<string[]> {
    const facts = await matchedEnvironments(this.#knex, where);
    const known = facts.map(({ ref }) => ref);
    return where.environmentTier
      ? known
      : [...known, ...(await this.#unknown(where.environment ?? []))];
  }

  async #unknown(refs: string[]): Promise<string[]> {
    const known = new Set<string>();
    for (const chunk of chunksOf(refs)) {
      const rows = await this.#knex('catalog_entities')
        .whereIn('ref', chunk)
        .select('ref');
      for (const row of rows) known.add(row.ref);
    }
    return refs.filter(ref => !known.has(ref));
  }
}

function narrowTokens(selector: EntitySelector): string[] | undefined {
  const [line, ...others] = ENTITY_DIMENSIONS.filter(name => selector[name]);
  if (selector.expand || others.length > 0 || !NARROW.includes(line))
    return undefined;
  return (selector[line] ?? []).map(value => tokenOf(line, value));
}
