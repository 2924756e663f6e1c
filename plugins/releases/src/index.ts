/**
 * The frontend of Release Desk.
 *
 * @packageDocumentation
 */
export { releasesPlugin as default } from './plugin';
export { releasesApiRef } from './api';
export type { ReleasesApi } from './api';
