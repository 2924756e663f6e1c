export * from './contract';
export * from './schema';
