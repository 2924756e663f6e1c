/**
 * Release Desk in the catalog.
 *
 * @packageDocumentation
 */
export { catalogModuleReleases as default } from './module';
