/**
 * What a permission rule can ask of a window, release or event, in a form that
 * a store can turn into SQL: the property has one of the values.
 *
 * - `owner`: the entity ref that owns it
 * - `scopeEntityOwner`: an owner of an entity in its scope
 * - `kind`: e.g. `freeze`, `release`, `vendor`
 *
 * @public
 */
export interface AccessFilter {
  property: 'owner' | 'scopeEntityOwner' | 'kind';
  values: string[];
}

/**
 * What the rules see of a window, release or event. Entity refs are full and
 * lower-cased.
 *
 * @public
 */
export interface AccessResource {
  owner: string;
  /** Owners of the entities in its scope. */
  scopeEntityOwners: string[];
  kind: string;
}
