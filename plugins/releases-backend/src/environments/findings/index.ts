export * from './FindingsReader';
export * from './ZoneDependencies';
