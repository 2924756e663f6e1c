export * from './failure';
export * from './FailureState';
export * from './StatePicture';
export * from './useDelayed';
