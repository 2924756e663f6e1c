/**
 * The Release Desk service.
 *
 * @packageDocumentation
 */
export { releasesPlugin as default } from './plugin';
export * from './permissions/conditions';
