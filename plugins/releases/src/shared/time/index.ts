export * from './format';
export * from './relative';
export * from './useNow';
export * from './zone';
