export * from './client';
export * from './contract';
export * from './endpoint';
export * from './page';
export * from './values';
