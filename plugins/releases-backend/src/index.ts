/**
 * The Release Desk service.
 *
 * @packageDocumentation
 */
export { releasesPlugin as default } from './plugin';
export * from './permissions/conditions';
export { rebuild } from './rebuild';
export type { RebuildResult } from './rebuild';
