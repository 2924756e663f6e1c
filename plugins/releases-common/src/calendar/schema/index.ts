export * from './event';
export { sourceSchema } from './fields';
export * from './override';
export * from './preview';
export * from './release';
export * from './schedule';
export * from './state';
export * from './window';
export * from './words';
