import { useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useEffect, useState } from 'react';
import { tierOf } from '../tier';

/** The tiers of some environments; `undefined` until the catalog has said them. */
export function useTiers(
  environments: readonly string[] | undefined,
): readonly string[] | undefined {
  const catalog = useApi(catalogApiRef);
  const key = environments?.join('\n');
  const [known, setKnown] = useState<{ key: string; tiers: string[] }>();
  useEffect(() => {
    if (!key) return undefined;
    let stale = false;
    catalog
      .getEntitiesByRefs({
        entityRefs: key.split('\n'),
        fields: ['metadata.annotations'],
      })
      .then(
        ({ items }) => {
          const tiers = items.flatMap(
            entity => (entity && tierOf(entity)) ?? [],
          );
          if (!stale) setKnown({ key, tiers });
        },
        // Without an answer every tier stays possible.
        () => {},
      );
    return () => {
      stale = true;
    };
  }, [catalog, key]);
  return known?.key === key ? known?.tiers : undefined;
}
