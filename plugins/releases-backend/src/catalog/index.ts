export * from './CatalogView';
export * from './createCatalogView';
export * from './keys';
