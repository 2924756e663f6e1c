export * from './contract';
export * from './permissions';
export * from './recurrence';
export * from './schema';
export * from './windows';
