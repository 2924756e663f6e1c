import {
  AllOfCriteria,
  AnyOfCriteria,
  NotCriteria,
  PermissionCriteria,
} from '@backstage/plugin-permission-common';
import {
  AccessFilter,
  AccessResource,
} from '@release-desk/plugin-releases-node';
import { Knex } from 'knex';

export type AccessCriteria = PermissionCriteria<AccessFilter>;

/** What a caller may touch: all of it, nothing, or what meets the criteria. */
export type Access =
  | { all: true }
  | { none: true }
  | { criteria: AccessCriteria };

/**
 * How a store says in SQL that a property has one of the values. Each adds its
 * condition with `where…` to the builder that it is given; `values` is never
 * empty.
 */
export type AccessMapping = Record<
  AccessFilter['property'],
  (query: Knex.QueryBuilder, values: string[]) => void
>;

/** Narrows a query to what the caller may touch. */
export function applyAccess<Q extends Knex.QueryBuilder>(
  query: Q,
  access: Access,
  mapping: AccessMapping,
): Q {
  if ('none' in access) query.whereRaw('1 = 0');
  if ('criteria' in access) applyCriteria(query, access.criteria, mapping);
  return query;
}

/** Adds the criteria to a query, as one parenthesised condition. */
export function applyCriteria<Q extends Knex.QueryBuilder>(
  query: Q,
  criteria: AccessCriteria,
  mapping: AccessMapping,
): Q {
  query.where(group => {
    if (isAllOf(criteria)) {
      for (const part of criteria.allOf) applyCriteria(group, part, mapping);
    } else if (isAnyOf(criteria)) {
      for (const part of criteria.anyOf)
        group.orWhere(either => {
          applyCriteria(either, part, mapping);
        });
    } else if (isNot(criteria)) {
      group.whereNot(inner => {
        applyCriteria(inner, criteria.not, mapping);
      });
    } else if (criteria.values.length === 0) {
      group.whereRaw('1 = 0');
    } else {
      mapping[criteria.property](group, criteria.values);
    }
  });
  return query;
}

/** The same question of one resource that is at hand. */
export function meetsAccess(access: Access, resource: AccessResource): boolean {
  if ('all' in access) return true;
  if ('none' in access) return false;
  return meetsCriteria(access.criteria, resource);
}

function meetsCriteria(
  criteria: AccessCriteria,
  resource: AccessResource,
): boolean {
  if (isAllOf(criteria))
    return criteria.allOf.every(part => meetsCriteria(part, resource));
  if (isAnyOf(criteria))
    return criteria.anyOf.some(part => meetsCriteria(part, resource));
  if (isNot(criteria)) return !meetsCriteria(criteria.not, resource);
  const has = valuesOf(resource, criteria.property);
  return criteria.values.some(value => has.includes(value));
}

function valuesOf(
  resource: AccessResource,
  property: AccessFilter['property'],
): string[] {
  switch (property) {
    case 'owner':
      return [resource.owner];
    case 'kind':
      return [resource.kind];
    default:
      return resource.scopeEntityOwners;
  }
}

function isAllOf(c: AccessCriteria): c is AllOfCriteria<AccessFilter> {
  return 'allOf' in c;
}

function isAnyOf(c: AccessCriteria): c is AnyOfCriteria<AccessFilter> {
  return 'anyOf' in c;
}

function isNot(c: AccessCriteria): c is NotCriteria<AccessFilter> {
  return 'not' in c;
}
