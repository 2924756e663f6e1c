export * from './cell';
export * from './matrix';
export * from './order';
export * from './schema';
export * from './contract';
