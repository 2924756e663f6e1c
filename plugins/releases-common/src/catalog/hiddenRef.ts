/**
 * Stands in a scope for the entities that the reader may not see. It names
 * none of them. Sent back as it came it leaves them in place, left out it takes
 * them away.
 *
 * @public
 */
export const HIDDEN_ENTITY_REF = 'hidden:default/hidden';
