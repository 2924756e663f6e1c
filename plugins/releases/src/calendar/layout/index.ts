export * from './closures';
export * from './days';
export * from './packColumns';
export * from './packRow';
export * from './prepare';
