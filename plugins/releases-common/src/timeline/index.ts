export * from './contract';
export * from './itemId';
export * from './schema';
