export {
  ageCriterionSchema,
  approvalsCriterionSchema,
  CRITERIA_BOUNDS,
  factCriterionSchema,
  factNameSchema,
  factOperatorSchema,
  factValueSchema,
  promotionCriteriaSchema,
  soakCriterionSchema,
  successRateCriterionSchema,
} from './criteria';
export type {
  AgeCriterion,
  ApprovalsCriterion,
  Criterion,
  FactCriterion,
  FactOperator,
  FactValue,
  PromotionCriteria,
  SoakCriterion,
  SuccessRateCriterion,
} from './criteria';
export { criteriaByKey, mapCriteria } from './criteriaByKey';
export { evaluatePromotion } from './evaluatePromotion';
export { APPROVAL_FACT } from './facts';
export type { PromotionFacts } from './facts';
export {
  criterionAnswerSchema,
  cureSchema,
  factInputSchema,
  factSchema,
  promotionAnswerSchema,
  promotionPolicyInputSchema,
  promotionPolicyPatchSchema,
  promotionPolicySchema,
  promotionVerdictSchema,
  verdictNodeSchema,
} from './schema';
export type {
  CriterionAnswer,
  Cure,
  Fact,
  FactInput,
  PromotionAnswer,
  PromotionPolicy,
  PromotionPolicyInput,
  PromotionVerdict,
  VerdictNode,
} from './schema';
export * from './whatIf';
export * from './contract';
