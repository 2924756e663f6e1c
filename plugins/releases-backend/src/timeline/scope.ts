import {
  ENTITY_DIMENSIONS,
  ENVIRONMENT_DIMENSIONS,
  EntityFacts,
  EntitySelector,
  isEnvironment,
  matchSelector,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import {
  bareFacts,
  entityTokens,
  environmentTokens,
  isEnvironmentDimension,
  tokenOf,
} from '../catalog/keys';
import { SELECTIVITY, coveredRefs } from '../catalog/matchQueries';
import { CatalogStore } from '../catalog/CatalogStore';

/** The token by which scopes without any line are found. */
export const ANY = '*';

/** The token by which scopes of environments alone are found, when none is named. */
export const ANYWHERE = '*?';

/** A scope as it is stored: for each line the tokens, one of which must be met. */
export interface Scope {
  lines: Map<string, Set<string>>;
  entityDims: number;
  environmentDims: number;
}

/** What a scope is held against: the keys of an entity, and of a place. */
export interface Subject {
  entity: string[];
  /** Absent: no place is named, and every line about one counts as met. */
  environment?: string[];
}

export interface ScopeKeyRow {
  token: string;
  dimension: string;
  value: string;
  is_environment: number;
  pivot: number;
}

const catalogStore = new CatalogStore();

/** The same normalisation as `matchSelector`'s. */
export function subjectOf(options: {
  entity?: EntityFacts;
  environment?: EntityFacts;
}): Subject {
  const entity = options.entity ?? options.environment;
  const environment =
    options.environment ??
    (entity && isEnvironment(entity) ? entity : undefined);
  return {
    entity: entity ? entityTokens(entity) : [],
    environment: environment && environmentTokens(environment),
  };
}

/** Widened scopes are written out: each entity that they reach, by ref. */
export async function readScope(
  tx: Knex,
  selector: EntitySelector,
): Promise<Scope> {
  const lines = new Map<string, Set<string>>();
  const add = (dimension: string, values: string[]) =>
    lines.set(
      dimension,
      new Set(values.map(value => tokenOf(dimension, value))),
    );
  const entityLines = ENTITY_DIMENSIONS.filter(name => selector[name]);
  if (selector.expand && entityLines.length > 0) {
    add('ref', await reachOf(tx, selector));
    // What the catalog does not know cannot be written out by ref.
    if (entityLines.every(name => name === 'kind'))
      for (const kind of selector.kind ?? [])
        lines.get('ref')?.add(tokenOf('kind', kind));
  } else for (const name of entityLines) add(name, selector[name] ?? []);
  const environmentLines = ENVIRONMENT_DIMENSIONS.filter(
    name => selector[name],
  );
  for (const name of environmentLines) add(name, selector[name] ?? []);
  return {
    lines,
    entityDims: lines.size - environmentLines.length,
    environmentDims: environmentLines.length,
  };
}

/** Refs that a selector's entity lines cover, also where the catalog does not know them. */
export async function reachOf(
  db: Knex,
  selector: EntitySelector,
): Promise<string[]> {
  const covered = new Set(
    (await coveredRefs(db, selector)).map(({ ref }) => ref),
  );
  const unknown = (selector.ref ?? []).filter(ref => !covered.has(ref));
  if (unknown.length > 0) {
    const facts = await catalogStore.facts(db, unknown);
    for (const ref of unknown) {
      const match = matchSelector(
        { ...selector, environment: undefined, environmentTier: undefined },
        { entity: bareFacts(ref) },
      );
      if (!facts.has(ref) && match.matches) covered.add(ref);
    }
  }
  return [...covered];
}

export function rowsOf(scope: Scope): ScopeKeyRow[] {
  const { entityDims, environmentDims } = scope;
  const pivot = SELECTIVITY.find(
    dimension =>
      scope.lines.has(dimension) &&
      (entityDims === 0 || !isEnvironmentDimension(dimension)),
  );
  const rows = [...scope.lines].flatMap(([dimension, tokens]) => {
    const where = isEnvironmentDimension(dimension) ? 1 : 0;
    return [...tokens].map(token => ({
      token,
      dimension,
      value: token.slice(token.indexOf('=') + 1),
      is_environment: where,
      pivot: dimension === pivot ? 1 + where : 0,
    }));
  });
  if (entityDims > 0) return rows;
  const token = environmentDims > 0 ? ANYWHERE : ANY;
  return [
    ...rows,
    { token, dimension: ANY, value: ANY, is_environment: 0, pivot: 1 },
  ];
}

export function covers(scope: Scope, subject: Subject): boolean {
  for (const [dimension, tokens] of scope.lines) {
    const given = isEnvironmentDimension(dimension)
      ? subject.environment
      : subject.entity;
    if (given && !given.some(token => tokens.has(token))) return false;
  }
  return true;
}
