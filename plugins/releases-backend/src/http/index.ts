export * from './announceChanges';
export * from './callContext';
export * from './createContractRouter';
export * from './createOpenApiRouter';
export * from './errors';
export * from './IdempotencyStore';
export * from './scheduleIdempotencyCleanup';
export * from './types';
