export * from './flows';
export * from './identities';
export * from './idle';
export * from './rawData';
export * from './schema';
