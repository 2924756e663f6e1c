import { createHash } from 'node:crypto';
import { EntityFacts } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  CatalogRecord,
  STRUCTURAL_KINDS,
  Structure,
  deriveFacts,
} from './facts';
import { keysOf } from './keys';

/** Both databases bear more, but a plan for thousands of values is slow to make. */
export const CHUNK = 500;
const INSERT_CHUNK = 100;
/** Beyond so many keys it is cheaper to derive everything anew. */
const MAX_CHANGED_TOKENS = 5000;

/** The token of `catalog_changes` that stands for all. */
export const EVERYTHING = '*';

/** SQL of the catalog view. `db` is the database, or the transaction one is in. */
export class CatalogStore {
  async version(db: Knex): Promise<number> {
    const row = await db('catalog_state')
      .where({ id: 'view' })
      .first('version');
    return Number(row.version);
  }

  async facts(
    db: Knex,
    refs: Iterable<string>,
  ): Promise<Map<string, EntityFacts>> {
    const found = new Map<string, EntityFacts>();
    for (const chunk of chunksOf(new Set(refs))) {
      const rows = await db('catalog_entities')
        .whereIn('ref', chunk)
        .select('ref', 'facts');
      for (const row of rows) found.set(row.ref, JSON.parse(row.facts));
    }
    return found;
  }

  async structure(db: Knex): Promise<Structure> {
    const structure = new Map<string, Set<string>>();
    const rows = await db('catalog_entities')
      .whereIn('kind', STRUCTURAL_KINDS)
      .select('ref', 'parents');
    for (const row of rows)
      structure.set(row.ref, new Set(JSON.parse(row.parents)));
    // A parent that lists its children, where the child does not name it.
    const children = await db('catalog_relations')
      .where({ type: 'parentOf' })
      .select('source', 'target');
    for (const { source, target } of children)
      structure.set(target, (structure.get(target) ?? new Set()).add(source));
    return new Map(
      [...structure].map(([ref, parents]) => [ref, [...parents].sort()]),
    );
  }

  /** Writes what differs from what is kept; answers with the refs of that. */
  async write(
    tx: Knex.Transaction,
    records: CatalogRecord[],
    structure: Structure,
    now: number,
  ): Promise<string[]> {
    const kept = new Map<string, string>();
    for (const chunk of chunksOf(records.map(record => record.facts.ref))) {
      const rows = await tx('catalog_entities')
        .whereIn('ref', chunk)
        .select('ref', 'hash');
      for (const row of rows) kept.set(row.ref, row.hash);
    }
    const changed = records.filter(
      record => kept.get(record.facts.ref) !== record.hash,
    );
    if (changed.length === 0) return [];
    const refs = changed.map(record => record.facts.ref);
    const version = await this.#nextVersion(tx);

    for (const chunk of chunksOf(refs))
      await tx('catalog_relations').whereIn('source', chunk).delete();
    await insert(
      tx,
      'catalog_relations',
      changed.flatMap(record =>
        record.relations.map(relation => ({
          source: record.facts.ref,
          ...relation,
        })),
      ),
    );
    await this.#writeFacts(
      tx,
      version,
      changed.map(record => ({
        facts: deriveFacts(record.facts, structure),
        parents: record.parents,
        hash: record.hash,
      })),
      now,
    );
    return refs;
  }

  /** Derives the facts of all entities anew when groups, systems or domains moved. */
  async rederive(
    tx: Knex.Transaction,
    structure: Structure,
    now: number,
  ): Promise<void> {
    const hash = hashOf(structure);
    const state = await tx('catalog_state')
      .where({ id: 'view' })
      .first('structure_hash');
    if (state.structure_hash === hash) return;
    let after = '';
    for (;;) {
      const rows = await tx('catalog_entities')
        .where('ref', '>', after)
        .orderBy('ref')
        .limit(CHUNK)
        .select('ref', 'facts', 'parents', 'hash');
      if (rows.length === 0) break;
      after = rows[rows.length - 1].ref;
      const changed = rows.flatMap(row => {
        const before: EntityFacts = JSON.parse(row.facts);
        const facts = deriveFacts(before, structure);
        const same =
          String(facts.owners) === String(before.owners) &&
          String(facts.domains) === String(before.domains);
        return same
          ? []
          : [{ facts, parents: JSON.parse(row.parents), hash: row.hash }];
      });
      if (changed.length > 0)
        await this.#writeFacts(tx, await this.#nextVersion(tx), changed, now);
    }
    await tx('catalog_state')
      .where({ id: 'view' })
      .update({ structure_hash: hash });
  }

  async remove(tx: Knex.Transaction, refs: string[]): Promise<void> {
    if (refs.length === 0) return;
    const version = await this.#nextVersion(tx);
    const tokens = await this.#tokensOf(tx, refs);
    await this.#note(tx, version, tokens);
    for (const chunk of chunksOf(refs)) {
      await tx('catalog_keys').whereIn('entity_ref', chunk).delete();
      await tx('catalog_relations').whereIn('source', chunk).delete();
      await tx('catalog_entities').whereIn('ref', chunk).delete();
    }
  }

  /** A page of refs that were written before `before`, in order. */
  async refsAfter(
    db: Knex,
    options: { after: string; before: number },
  ): Promise<string[]> {
    const rows = await db('catalog_entities')
      .where('ref', '>', options.after)
      .where('updated', '<', options.before)
      .orderBy('ref')
      .limit(CHUNK)
      .select('ref');
    return rows.map(row => row.ref);
  }

  async #writeFacts(
    tx: Knex.Transaction,
    version: number,
    entries: { facts: EntityFacts; parents: string[]; hash: string }[],
    now: number,
  ): Promise<void> {
    const refs = entries.map(entry => entry.facts.ref);
    const before = await this.#tokensOf(tx, refs);
    const keys = entries.flatMap(({ facts }) =>
      keysOf(facts).map(key => ({ entity_ref: facts.ref, ...key })),
    );
    for (const chunk of chunksOf(refs))
      await tx('catalog_keys').whereIn('entity_ref', chunk).delete();
    await insert(tx, 'catalog_keys', keys);
    for (const chunk of chunksOf(entries, INSERT_CHUNK))
      await tx('catalog_entities')
        .insert(chunk.map(entry => toRow(entry, now)))
        .onConflict('ref')
        .merge();
    for (const key of keys) before.add(key.token);
    await this.#note(tx, version, before);
  }

  async #tokensOf(tx: Knex.Transaction, refs: string[]): Promise<Set<string>> {
    const tokens = new Set<string>();
    for (const chunk of chunksOf(refs)) {
      const rows = await tx('catalog_keys')
        .whereIn('entity_ref', chunk)
        .distinct('token');
      for (const row of rows) tokens.add(row.token);
    }
    return tokens;
  }

  async #note(
    tx: Knex.Transaction,
    version: number,
    tokens: Set<string>,
  ): Promise<void> {
    const noted = tokens.size > MAX_CHANGED_TOKENS ? [EVERYTHING] : [...tokens];
    await insert(
      tx,
      'catalog_changes',
      noted.map(token => ({ version, token })),
    );
  }

  /** Also the lock that lets one change happen after the other. */
  async #nextVersion(tx: Knex.Transaction): Promise<number> {
    await tx('catalog_state').where({ id: 'view' }).increment('version', 1);
    return this.version(tx);
  }
}

function toRow(
  entry: { facts: EntityFacts; parents: string[]; hash: string },
  now: number,
) {
  const { facts } = entry;
  return {
    ref: facts.ref,
    kind: facts.kind.slice(0, 63),
    name: facts.name.slice(0, 255),
    title: facts.title ?? null,
    type: facts.type?.slice(0, 255) ?? null,
    lifecycle: facts.lifecycle?.slice(0, 255) ?? null,
    owner: facts.owner ?? null,
    system: facts.system ?? null,
    environment_tier: facts.environmentTier ?? null,
    parents: JSON.stringify(entry.parents),
    facts: JSON.stringify(facts),
    hash: entry.hash,
    updated: now,
  };
}

function hashOf(structure: Structure): string {
  const entries = [...structure].sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash('sha256').update(JSON.stringify(entries)).digest('hex');
}

async function insert(
  tx: Knex.Transaction,
  table: string,
  rows: object[],
): Promise<void> {
  for (const chunk of chunksOf(rows, INSERT_CHUNK))
    await tx(table).insert(chunk).onConflict().ignore();
}

export function chunksOf<T>(items: Iterable<T>, size = CHUNK): T[][] {
  const all = [...items];
  const chunks: T[][] = [];
  for (let start = 0; start < all.length; start += size)
    chunks.push(all.slice(start, start + size));
  return chunks;
}
