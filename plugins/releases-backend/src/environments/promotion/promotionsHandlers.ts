import {
  promotionsContract,
  ReleasesContract,
} from '@release-desk/plugin-releases-common';
import { Handlers } from '../../http/types';
import { FactService } from './FactService';
import { PolicyService } from './PolicyService';
import { PromotionService } from './PromotionService';

export type PromotionsHandlers = Pick<
  Handlers<ReleasesContract>,
  keyof typeof promotionsContract
>;

export function promotionsHandlers(services: {
  facts: FactService;
  policies: PolicyService;
  promotions: PromotionService;
}): PromotionsHandlers {
  const { facts, policies, promotions } = services;
  return {
    listFacts: ({ query }, context) => facts.list(query, context),
    reportFacts: async ({ body }, context) => ({
      items: await facts.report(body.facts, context),
    }),
    listPromotionPolicies: ({ query }, context) =>
      policies.list(query, context),
    createPromotionPolicy: ({ body }, context) =>
      policies.create(body, context),
    getPromotionPolicy: ({ params }, context) =>
      policies.get(params.id, context),
    updatePromotionPolicy: ({ params, body, revision }, context) =>
      policies.update({ ...params, ...body, revision }, context),
    deletePromotionPolicy: ({ params, revision }, context) =>
      policies.delete({ ...params, revision }, context),
    evaluatePromotion: ({ body }, context) =>
      promotions.evaluate(body, context),
    askWhatIf: ({ body }, context) => promotions.whatIf(body, context),
  };
}
