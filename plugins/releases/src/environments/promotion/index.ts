export * from './AnswerCard';
export * from './CriteriaTable';
export * from './promotionWords';
export * from './PromotionPath';
export * from './usePromotion';
export * from './WhatIf';
