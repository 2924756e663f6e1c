/**
 * What follows Backstage's own alpha: the catalog model.
 *
 * @packageDocumentation
 */
export { releasesCatalogModelLayer } from './model/layer';
export { catalogModuleReleasesModel as default } from './model/module';
