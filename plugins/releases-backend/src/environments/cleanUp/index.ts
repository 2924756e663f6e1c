export * from './cleanUpByClock';
export * from './cleanUpConfig';
export * from './CleanUpStore';
export * from './EnvironmentExpiry';
