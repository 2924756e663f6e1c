import { InputError } from '@backstage/errors';
import { VersionCell } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { z } from 'zod';
import { tokenOf } from '../../catalog';
import {
  BigintColumn,
  chunksOf,
  PageRequest,
  snapshot,
  toInstant,
} from '../../database';
import { CellRow, CELLS, DEPLOYED, SIGHTINGS, toCell } from './rows';

export interface RowFilter {
  componentRef?: string[];
  system?: string[];
  q?: string;
  /** Only what was deployed into one of these. */
  environments: readonly string[];
}

/** A cell, and how far it is ahead of what runs in the place that it is compared with. */
export interface ReadCell extends VersionCell {
  steps?: number;
  /** When the first version that the other has not came to run here. */
  since?: string;
}

/** Each is named up to three times in one query. */
const PLACES = 100;

const cursorSchema = z.tuple([z.literal('component'), z.string().max(255)]);

/** Of what runs where, as much as one page shows. */
export class MatrixStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Refs of the components, in their order. Throws `InputError`. */
  async components(
    filter: RowFilter,
    page: PageRequest,
  ): Promise<{ refs: string[]; nextCursor?: string }> {
    const query = this.#matching(filter);
    if (page.cursor !== undefined)
      query.where('d.component_ref', '>', decode(page.cursor));
    const rows: { component_ref: string }[] = await query
      .orderBy('d.component_ref')
      .limit(page.limit + 1)
      .select('d.component_ref');
    const refs = rows.slice(0, page.limit).map(row => row.component_ref);
    return {
      refs,
      ...(rows.length > page.limit && { nextCursor: encode(refs.at(-1)!) }),
    };
  }

  async count(filter: RowFilter): Promise<number> {
    const [{ count }] = await this.#matching(filter).count({ count: '*' });
    return Number(count);
  }

  /** `references` says for each environment with which other it is compared. */
  async cells(
    components: readonly string[],
    references: ReadonlyMap<string, string | undefined>,
  ): Promise<ReadCell[]> {
    return snapshot(this.#knex, async tx => {
      const cells: ReadCell[] = [];
      for (const some of chunksOf(components))
        for (const places of chunksOf([...references], PLACES)) {
          const rows: CellAhead[] = await cellsOf(tx, some, places);
          for (const row of rows) cells.push(toReadCell(row));
        }
      return cells;
    });
  }

  /** Pairs of component and environment that the catalog relates. */
  async related(
    components: readonly string[],
    environments: readonly string[],
  ): Promise<Set<string>> {
    const pairs = new Set<string>();
    for (const some of chunksOf(components))
      for (const places of chunksOf(environments)) {
        const rows: { source: string; target: string }[] = await this.#knex(
          'catalog_relations',
        )
          .whereIn('source', some)
          .whereIn('target', places)
          .select('source', 'target');
        for (const { source, target } of rows) pairs.add(`${source} ${target}`);
      }
    return pairs;
  }

  #matching(filter: RowFilter): Knex.QueryBuilder {
    const { componentRef, system, q, environments } = filter;
    const query = this.#knex(`${DEPLOYED} as d`).where(deployed => {
      for (const places of chunksOf(environments))
        deployed.orWhereExists(
          this.#knex(`${CELLS} as c`)
            .whereRaw('c.component_ref = d.component_ref')
            .whereIn('c.environment_ref', places)
            .select(this.#knex.raw('1')),
        );
      if (environments.length === 0) deployed.whereRaw('1 = 0');
    });
    if (componentRef) query.whereIn('d.component_ref', componentRef);
    if (system)
      query.whereIn(
        'd.component_ref',
        this.#knex('catalog_keys')
          .whereIn(
            'token',
            system.map(ref => tokenOf('system', ref)),
          )
          .select('entity_ref'),
      );
    if (q) {
      const like = `%${q.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
      query.where(named =>
        named
          .whereRaw(`d.component_ref like ? escape '\\'`, [like])
          .orWhereExists(
            this.#knex('catalog_entities as e')
              .whereRaw('e.ref = d.component_ref')
              .whereRaw(`lower(e.title) like ? escape '\\'`, [like])
              .select(this.#knex.raw('1')),
          ),
      );
    }
    return query;
  }
}

interface CellAhead extends CellRow {
  against: number | null;
  since: BigintColumn | null;
}

/**
 * The subquery is evaluated for each cell that is ahead, and reads the few
 * versions between: however many there were before, it takes no longer.
 */
function cellsOf(
  tx: Knex,
  components: readonly string[],
  places: readonly (readonly [string, string | undefined])[],
): Knex.QueryBuilder {
  const since = tx(`${SIGHTINGS} as s`)
    .whereRaw('s.component_ref = c.component_ref')
    .whereRaw('s.environment_ref = c.environment_ref')
    .whereRaw('s.ordinal > r.ordinal')
    .whereRaw('s.ordinal <= c.ordinal')
    .select(tx.raw('min(s.first_at)'));
  const compared = places.flatMap(([ref, against]) =>
    against === undefined ? [] : [ref, against],
  );
  const reference =
    compared.length > 0
      ? tx.raw(
          `case c.environment_ref ${'when ? then ? '.repeat(
            compared.length / 2,
          )} end`,
          compared,
        )
      : tx.raw(`''`);
  return tx(`${CELLS} as c`)
    .leftJoin(`${CELLS} as r`, join =>
      join
        .on('r.component_ref', 'c.component_ref')
        .andOn('r.environment_ref', reference),
    )
    .whereIn('c.component_ref', components)
    .whereIn(
      'c.environment_ref',
      places.map(([ref]) => ref),
    )
    .select(
      'c.*',
      'r.ordinal as against',
      tx.raw('case when c.ordinal > r.ordinal then (?) end as since', [since]),
    );
}

function toReadCell(row: CellAhead): ReadCell {
  const { ordinal, against, since } = row;
  return {
    ...toCell(row),
    ...(ordinal !== null && against !== null && { steps: ordinal - against }),
    ...(since !== null && { since: toInstant(since) }),
  };
}

function encode(ref: string): string {
  return Buffer.from(JSON.stringify(['component', ref])).toString('base64url');
}

function decode(cursor: string): string {
  try {
    const text = Buffer.from(cursor, 'base64url').toString();
    return cursorSchema.parse(JSON.parse(text))[1];
  } catch {
    throw new InputError('cursor: expected one that this list has given out');
  }
}
