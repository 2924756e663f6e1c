import { useApi } from '@backstage/frontend-plugin-api';
import {
  attestationOf,
  Claim,
  EnvironmentRow,
} from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../api';
import { QueryState, useQuery } from '../../shared/data';
import { loadAll } from '../shared';

export interface Claims {
  /** Every claim that one may see, what was changed last first. */
  all: Claim[];
  /** Environments that nobody answers for. */
  unowned: EnvironmentRow[];
}

export function useClaims(): QueryState<Claims> {
  const api = useApi(releasesApiRef);
  return useQuery('claims', async signal => {
    const [claims, rows] = await Promise.all([
      loadAll(paging => api.listClaims({ query: paging }, { signal })),
      loadAll(paging => api.listEnvironments({ query: paging }, { signal })),
    ]);
    return {
      all: [...claims].sort((one, other) =>
        other.updatedAt.localeCompare(one.updatedAt),
      ),
      unowned: rows.filter(({ owner }) => owner.owner === undefined),
    };
  });
}

/** Those that have to be attested before long, the most pressing first. */
export function dueToAttest(
  claims: Claim[],
  now: number,
): { claim: Claim; dueAt: string; isOverdue: boolean }[] {
  return claims
    .flatMap(claim => {
      const attestation = attestationOf(claim, now);
      return attestation && attestation.state !== 'attested'
        ? [
            {
              claim,
              dueAt: attestation.dueAt,
              isOverdue: attestation.state === 'overdue',
            },
          ]
        : [];
    })
    .sort((one, other) => one.dueAt.localeCompare(other.dueAt));
}
