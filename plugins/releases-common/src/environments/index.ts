export {
  ANNOTATION_PREFIX,
  annotationProblemSchema,
  dataClassificationSchema,
  dataMethodSchema,
  describeAnnotationProblem,
  ENVIRONMENT_ANNOTATIONS,
  lifecycleClassSchema,
  moneySchema,
} from './annotations';
export type {
  AnnotationProblem,
  DataClassification,
  DataMethod,
  LifecycleClass,
  Money,
} from './annotations';
export * from './board';
export * from './bookings';
export * from './claims';
export * from './contract';
export * from './environment';
export * from './findings';
export * from './leases';
export * from './path';
export * from './permissions';
export * from './promotion';
export * from './shortDuration';
export * from './utilisation';
export * from './versions';
export type { Refusal } from './refusal';
