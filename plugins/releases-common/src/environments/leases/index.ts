export * from './cleanUp';
export * from './lease';
export * from './queue';
export * from './schema';
export * from './ttl';
export * from './contract';
