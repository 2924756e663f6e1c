/**
 * What other backends build on.
 *
 * @packageDocumentation
 */
export * from './accessFilter';
export * from './resourceRefs';
