import { CallContext } from '../../http/types';
import { DeploymentHistory, ReadableEnvironments } from '../versions';
import { Evidence } from './Evidence';
import { FactDependencies, FactService } from './FactService';
import { FactStore } from './FactStore';
import { PolicyDependencies, PolicyService } from './PolicyService';
import { PolicyStore } from './PolicyStore';
import { PromotionsHandlers, promotionsHandlers } from './promotionsHandlers';
import { PromotionDependencies, PromotionService } from './PromotionService';

/** What it takes to be promoted, and what is known of versions. */
export interface Promotions {
  handlers: PromotionsHandlers;
  /** Throws `NotFoundError` for what is not there for the caller; by object type. */
  readers: Record<
    'fact' | 'promotion-policy',
    (id: string, context: CallContext) => Promise<unknown>
  >;
}

type Made = 'environments' | 'evidence' | 'facts' | 'history' | 'policies';

export function createPromotions(
  options: Omit<
    FactDependencies & PolicyDependencies & PromotionDependencies,
    Made
  >,
): Promotions {
  const parts = {
    environments: new ReadableEnvironments(options),
    facts: new FactStore(options),
    history: new DeploymentHistory(options),
    policies: new PolicyStore(options),
  };
  const facts = new FactService({ ...options, ...parts });
  const policies = new PolicyService({ ...options, ...parts });
  const evidence = new Evidence({ ...options, ...parts });
  const promotions = new PromotionService({ ...options, ...parts, evidence });
  return {
    handlers: promotionsHandlers({ facts, policies, promotions }),
    readers: {
      fact: (id, context) => facts.readable(id, context),
      'promotion-policy': (id, context) => policies.readable(id, context),
    },
  };
}
