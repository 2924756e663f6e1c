import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useCallback, useEffect, useState } from 'react';
import { shortName } from '../../shared/data';
import { loadLaneFacts } from './laneFacts';
import { GroupBy, LaneFacts } from './lanes';

interface Known {
  groupBy: GroupBy;
  facts: Map<string, LaneFacts>;
  total?: number;
}

/**
 * Titles and groups of lanes. Until the catalog has answered, or where it does
 * not, lanes go by their names and stand in no group.
 */
export function useLaneFacts(
  refs: string[],
  groupBy: GroupBy,
): {
  factsOf(ref: string): LaneFacts;
  /** How many there are in the catalog. */
  total?: number;
} {
  const catalog = useApi(catalogApiRef);
  const [known, setKnown] = useState<Known>();
  const key = [...refs].sort().join('\n');
  useEffect(() => {
    let stale = false;
    loadLaneFacts(catalog, key ? key.split('\n') : [], groupBy).then(
      loaded => {
        if (!stale) setKnown({ groupBy, ...loaded });
      },
      () => {
        if (!stale) setKnown(undefined);
      },
    );
    return () => {
      stale = true;
    };
  }, [catalog, key, groupBy]);

  // Answers to another grouping are of no use to this one.
  const current = known?.groupBy === groupBy ? known : undefined;
  const facts = current?.facts;
  const factsOf = useCallback(
    (ref: string): LaneFacts => facts?.get(ref) ?? { title: shortName(ref) },
    [facts],
  );
  return { factsOf, total: current?.total };
}
