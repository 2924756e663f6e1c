export * from './PickStartDialog';
export * from './shift';
export * from './useDrag';
export * from './useMove';
