import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import type { TimelineFilter } from '@release-desk/plugin-releases-common';
import { useEffect, useMemo, useState } from 'react';
import { UrlState } from '../shared/url';

/** Steps over relations that still count as the neighbourhood. */
const NEIGHBOURHOOD_HOPS = 1;

/** The entity refs that the viewer owns things as; `undefined` until known. */
export function useOwnership(): string[] | undefined {
  const identity = useApi(identityApiRef);
  const [refs, setRefs] = useState<string[]>();
  useEffect(() => {
    let stale = false;
    identity.getBackstageIdentity().then(
      ({ ownershipEntityRefs }) => {
        if (!stale) setRefs(ownershipEntityRefs.map(ref => ref.toLowerCase()));
      },
      () => {
        if (!stale) setRefs([]);
      },
    );
    return () => {
      stale = true;
    };
  }, [identity]);
  return refs;
}

/** The URL's filters as the query that the backend understands. */
export function filterOf(state: UrlState, ownership: string[]): TimelineFilter {
  const { q, kind, owner, system, environment, entity, near } = state;
  const owners = owner.length > 0 || !near ? owner : ownership;
  return {
    ...(q?.trim() && { q: q.trim() }),
    ...(kind.length > 0 && { kind }),
    ...(owners.length > 0 && { ownerRef: owners }),
    ...(system.length > 0 && { systemRef: system }),
    ...(environment.length > 0 && { environmentRef: environment }),
    ...(entity.length > 0 && { entityRef: entity }),
    ...(near === 'near' && owners.length > 0 && { hops: NEIGHBOURHOOD_HOPS }),
  };
}

/** The same, once it is known who asks. */
export function useTimelineFilter(state: UrlState): {
  filter: TimelineFilter;
  /** False while "mine" waits for who that is. */
  isReady: boolean;
} {
  const ownership = useOwnership();
  const filter = useMemo(
    () => filterOf(state, ownership ?? []),
    [state, ownership],
  );
  return { filter, isReady: ownership !== undefined || !state.near };
}
