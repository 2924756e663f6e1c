export * from './describeSelector';
export * from './hiddenRef';
export * from './matchSelector';
export * from './schema';
