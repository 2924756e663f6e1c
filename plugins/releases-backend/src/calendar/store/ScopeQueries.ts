import { Span } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { AccessMapping } from '../../permissions';

/**
 * What the timeline and the catalog view know about windows, releases and
 * events, as conditions on the id of these.
 */
export interface ScopeQueries {
  /** One of these owns an entity in its scope. */
  whereScopeOwnedBy(
    query: Knex.QueryBuilder,
    idColumn: string,
    owners: string[],
  ): void;
  /** One of its occurrences touches the span, either end of which may be open. */
  whereTouches(
    query: Knex.QueryBuilder,
    idColumn: string,
    span: Partial<Span>,
  ): void;
}

/** How the columns of a table answer what permission conditions ask. */
export function accessMappingOf(options: {
  scopeQueries: ScopeQueries;
  ownerColumn: string;
  idColumn: string;
  /** A column, or the one kind that all rows are of. */
  kind: { column: string } | { only: string };
}): AccessMapping {
  const { scopeQueries, ownerColumn, idColumn, kind } = options;
  return {
    owner: (query, values) => query.whereIn(ownerColumn, values),
    scopeEntityOwner: (query, values) =>
      scopeQueries.whereScopeOwnedBy(query, idColumn, values),
    kind: (query, values) => {
      if ('column' in kind) query.whereIn(kind.column, values);
      else if (!values.includes(kind.only)) query.whereRaw('1 = 0');
    },
  };
}
