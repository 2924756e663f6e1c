export * from './describeSelector';
export * from './matchSelector';
export * from './schema';
