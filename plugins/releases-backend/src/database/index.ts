export * from './createDatabase';
export * from './transact';
