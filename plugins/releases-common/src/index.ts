/**
 * The language of Release Desk: schemas, permissions, HTTP contract, client and
 * each room's pure rules.
 *
 * @packageDocumentation
 */
export * from './audit';
export * from './calendar';
export * from './catalog';
export * from './environments';
export * from './http';
export * from './ical';
export * from './permissions';
export * from './timeline';
