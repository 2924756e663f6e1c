export * from './contract';
export * from './definitions';
export * from './schema';
export { utilisationOf } from './utilisation';
export type {
  MeasuredBooking,
  MeasuredEnvironment,
  MeasuredWait,
  UtilisationQuestion,
} from './utilisation';
