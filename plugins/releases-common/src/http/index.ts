export * from './client';
export * from './contract';
export * from './endpoint';
export * from './openapi';
export * from './page';
export * from './values';
