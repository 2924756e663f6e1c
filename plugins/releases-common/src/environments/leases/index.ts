export * from './acquire';
export * from './cleanUp';
export * from './lease';
export * from './phase';
export * from './queue';
export * from './schema';
export * from './ttl';
export * from './contract';
