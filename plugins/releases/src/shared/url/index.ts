export * from './urlState';
export * from './useUrlState';
