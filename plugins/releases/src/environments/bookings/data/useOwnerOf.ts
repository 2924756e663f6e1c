import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { releasesApiRef } from '../../../api';
import { useQuery } from '../../../shared/data';

/** Who owns these environments, as far as that is known yet. */
export function useOwnerOf(
  refs: string[],
): (environmentRef: string) => string | undefined {
  const api = useApi(releasesApiRef);
  const { data } = useQuery(
    refs.length > 0 ? `owners ${refs.join(' ')}` : undefined,
    signal =>
      api.listEnvironments({ query: { environmentRef: refs } }, { signal }),
  );
  return useCallback(
    ref =>
      data?.items.find(({ environment }) => environment.ref === ref)?.owner
        .owner,
    [data],
  );
}
