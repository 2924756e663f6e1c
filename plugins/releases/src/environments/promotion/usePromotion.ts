import { useApi } from '@backstage/frontend-plugin-api';
import type { PromotionAnswer } from '@release-desk/plugin-releases-common';
import { ReleasesApi, releasesApiRef } from '../../api';
import { QueryState, useQuery } from '../../shared/data';

/** A step on the way to production. */
export interface PromotionEdge {
  from: string;
  to: string;
}

export interface EdgeAnswer extends PromotionEdge {
  version: string;
  policyId?: string;
  answer: PromotionAnswer;
}

async function ask(
  api: ReleasesApi,
  entityRef: string,
  { from, to }: PromotionEdge,
  signal: AbortSignal,
): Promise<EdgeAnswer> {
  const answer = await api.evaluatePromotion(
    { body: { entityRef, from, to } },
    { signal },
  );
  return { from, to, ...answer };
}

/** Whether what runs in `from` may go on to `to`; `undefined` asks nothing. */
export function usePromotion(
  entityRef: string,
  edge: PromotionEdge | undefined,
): QueryState<EdgeAnswer> {
  const api = useApi(releasesApiRef);
  return useQuery(
    edge && `promotion ${entityRef} ${edge.from} ${edge.to}`,
    signal => ask(api, entityRef, edge!, signal),
  );
}

/** The same of every step of a path; one that is not answered is left out. */
export function usePromotions(
  entityRef: string,
  edges: readonly PromotionEdge[],
): QueryState<EdgeAnswer[]> {
  const api = useApi(releasesApiRef);
  return useQuery(
    edges.length > 0
      ? `promotions ${entityRef} ${JSON.stringify(edges)}`
      : undefined,
    async signal => {
      const answers = await Promise.allSettled(
        edges.map(edge => ask(api, entityRef, edge, signal)),
      );
      const failed = answers.find(
        (one): one is PromiseRejectedResult => one.status === 'rejected',
      );
      if (failed && answers.every(one => one.status === 'rejected'))
        throw failed.reason;
      return answers.flatMap(one =>
        one.status === 'fulfilled' ? [one.value] : [],
      );
    },
  );
}
