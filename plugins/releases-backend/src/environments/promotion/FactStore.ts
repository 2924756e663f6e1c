import { APPROVAL_FACT, Fact } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  chunksOf,
  Listed,
  PageRequest,
  pageRows,
  toInstant,
} from '../../database';
import { FactRow, FACTS, StoredFact, toFact, toFactRow } from './factRows';

export interface FactFilter {
  entityRef: string;
  version?: string;
  name?: string[];
}

/** Which facts of a version: of these names, known at an instant. */
export interface FactQuestion {
  entityRef: string;
  version: string;
  names: readonly string[];
  /** Epoch milliseconds; all that are known unless told. */
  until?: number;
}

/** An approval of a person that stands. */
export interface Approval {
  by: string;
  groups: string[];
  at: string;
}

const MOST_APPROVALS = 1000;

/** Facts as they were reported; none is ever changed. */
export class FactStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  async list(
    query: FactFilter & PageRequest,
  ): Promise<Omit<Listed<Fact>, 'total'>> {
    const { entityRef, version, name, limit, cursor } = query;
    const page = await pageRows<FactRow>(
      () => {
        const rows = this.#knex(FACTS).where(`${FACTS}.entity_ref`, entityRef);
        if (version) rows.where(`${FACTS}.version`, version);
        if (name) rows.whereIn(`${FACTS}.name`, name);
        return rows;
      },
      {
        table: FACTS,
        order: { name: '-at', column: 'at', direction: 'desc' },
        limit,
        cursor,
      },
    );
    return { ...page, items: page.items.map(toFact) };
  }

  async get(id: string): Promise<Fact | undefined> {
    const row: FactRow | undefined = await this.#knex(FACTS)
      .where({ id })
      .first();
    return row && toFact(row);
  }

  /** In their order; one that has come already is answered as it was kept. */
  async insert(
    tx: Knex.Transaction,
    facts: readonly StoredFact[],
  ): Promise<Fact[]> {
    for (const chunk of chunksOf(facts, 50))
      await tx(FACTS)
        .insert(chunk.map(toFactRow))
        .onConflict('fingerprint')
        .ignore();
    const prints = facts.flatMap(({ fingerprint }) => fingerprint ?? []);
    const kept = new Map<string, Fact>();
    for (const chunk of chunksOf(prints)) {
      const rows: FactRow[] = await tx(FACTS).whereIn('fingerprint', chunk);
      for (const row of rows) kept.set(row.fingerprint!, toFact(row));
    }
    return facts.map(
      fact => kept.get(fact.fingerprint ?? '') ?? toFact(toFactRow(fact)),
    );
  }

  /** The latest of each name, however often it was reported. */
  async latest(question: FactQuestion): Promise<Fact[]> {
    const { entityRef, version, names, until } = question;
    const rows = await this.#firstOfEach(names, (query, name) =>
      known(query.where({ entity_ref: entityRef, version, name }), until),
    );
    return rows.map(toFact);
  }

  /** The latest of each name that another version has. */
  async earlier(
    question: FactQuestion,
  ): Promise<{ name: string; version: string; at: string }[]> {
    const { entityRef, version, names, until } = question;
    const rows = await this.#firstOfEach(names, (query, name) =>
      known(
        query
          .where({ entity_ref: entityRef, name })
          .whereNot('version', version),
        until,
      ),
    );
    return rows.map(row => ({
      name: row.name,
      version: row.version,
      at: toInstant(row.at),
    }));
  }

  /** Of each person the last word counts. */
  async approvals(question: Omit<FactQuestion, 'names'>): Promise<Approval[]> {
    const { entityRef, version, until } = question;
    const rows: FactRow[] = await known(
      this.#knex(FACTS).where({
        entity_ref: entityRef,
        version,
        name: APPROVAL_FACT,
      }),
      until,
    ).limit(MOST_APPROVALS);
    const last = new Map<string, FactRow>();
    for (const row of rows)
      if (!last.has(row.reported_by)) last.set(row.reported_by, row);
    return [...last.values()]
      .filter(row => JSON.parse(row.value) === true)
      .map(row => ({
        by: row.reported_by,
        groups: JSON.parse(row.approver_groups ?? '[]'),
        at: toInstant(row.at),
      }));
  }

  /** One short read of the index for each name. */
  async #firstOfEach(
    names: readonly string[],
    find: (query: Knex.QueryBuilder, name: string) => Knex.QueryBuilder,
  ): Promise<FactRow[]> {
    if (names.length === 0) return [];
    const [first, ...others] = names.map(name =>
      this.#knex
        .from(find(this.#knex(FACTS), name).limit(1).as('latest'))
        .select('*'),
    );
    return first.unionAll(others);
  }
}

function known(
  query: Knex.QueryBuilder,
  until: number | undefined,
): Knex.QueryBuilder {
  if (until !== undefined) query.where('at', '<=', until);
  return query.orderBy([
    { column: 'at', order: 'desc' },
    { column: 'id', order: 'desc' },
  ]);
}
