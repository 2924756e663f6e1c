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
export * from './contract';
export * from './environment';
export * from './path';
export * from './permissions';
export type { Refusal } from './refusal';
export * from './bookings';
export * from './leases';
export * from './shortDuration';
export * from './claims';
export * from './promotion';
export * from './versions';
export * from './findings';
