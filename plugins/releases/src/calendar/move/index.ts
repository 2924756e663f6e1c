export * from './PickStartDialog';
export * from './markAt';
export * from './shift';
export * from './useDrag';
export * from './useMove';
