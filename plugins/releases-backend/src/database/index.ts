export * from './bookkeeping';
export * from './chunksOf';
export * from './columns';
export * from './createDatabase';
export * from './listRows';
export * from './ResourceStore';
export * from './snapshot';
export * from './transact';
