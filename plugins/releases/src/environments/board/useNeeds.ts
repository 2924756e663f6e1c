import { useApi } from '@backstage/frontend-plugin-api';
import type { EnvironmentRow } from '@release-desk/plugin-releases-common';
import { useMemo } from 'react';
import { releasesApiRef } from '../../api';
import { useQuery } from '../../shared/data';
import { Clock, loadAll, Me } from '../shared';
import { Need, needsOf } from './needs';

const MAX_REFS = 50;

/** What needs one, from all that one may see; undefined until it is known. */
export function useNeeds(
  rows: EnvironmentRow[] | undefined,
  me: Me | undefined,
  clock: Clock,
): Need[] | undefined {
  const api = useApi(releasesApiRef);
  const groups = me?.groups.slice(0, MAX_REFS);
  const asked = useQuery(
    groups && groups.length > 0 ? `mine ${groups.join()}` : undefined,
    async signal => {
      const [waiting, own, offered] = await Promise.all([
        loadAll(paging =>
          api.listWaiting(
            { query: { onBehalfOf: groups, ...paging } },
            { signal },
          ),
        ),
        loadAll(paging =>
          api.listClaims(
            {
              query: {
                group: groups,
                status: ['asked', 'active', 'handover-offered'],
                ...paging,
              },
            },
            { signal },
          ),
        ),
        loadAll(paging =>
          api.listClaims(
            { query: { status: ['handover-offered'], ...paging } },
            { signal },
          ),
        ),
      ]);
      const claims = [
        ...new Map([...own, ...offered].map(one => [one.id, one])).values(),
      ];
      return { waiting, claims };
    },
  );
  const decides = (rows ?? [])
    .filter(({ may }) => may.approve)
    .map(({ environment }) => environment.ref)
    .slice(0, MAX_REFS);
  const pending = useQuery(
    decides.length > 0 ? `pending ${decides.join()}` : undefined,
    signal =>
      loadAll(paging =>
        api.listBookings(
          {
            query: { environmentRef: decides, status: ['pending'], ...paging },
          },
          { signal },
        ),
      ),
  );
  return useMemo(
    () =>
      rows && me && !asked.isLoading
        ? needsOf({
            rows,
            me,
            now: clock.now,
            pending: pending.data ?? [],
            waiting: asked.data?.waiting ?? [],
            claims: asked.data?.claims ?? [],
          })
        : undefined,
    [rows, me, clock.now, asked.isLoading, asked.data, pending.data],
  );
}
