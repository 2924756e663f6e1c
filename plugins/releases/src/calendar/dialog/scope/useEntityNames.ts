import { catalogApiRef } from '@backstage/plugin-catalog-react';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect, useState } from 'react';
import { entityName } from './catalogOptions';

/** The ref's own name, for as long as nothing better is known. */
export function nameOfRef(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/** Names to show for entity refs: titles as far as the catalog gives them, else the ref's own name. */
export function useEntityNames(refs: string[]): (ref: string) => string {
  const catalogApi = useApi(catalogApiRef);
  const [names, setNames] = useState<Record<string, string>>({});
  const missing = refs.filter(ref => names[ref] === undefined).join(',');

  useEffect(() => {
    if (!missing) return undefined;
    let stale = false;
    const entityRefs = missing.split(',');
    catalogApi
      .getEntitiesByRefs({
        entityRefs,
        fields: ['kind', 'metadata', 'spec.profile'],
      })
      .then(
        ({ items }) =>
          items.map(entity => (entity ? entityName(entity) : undefined)),
        () => [],
      )
      .then(found => {
        if (stale) return;
        const learned = entityRefs.map((ref, index) => [
          ref,
          found[index] ?? nameOfRef(ref),
        ]);
        setNames(known => ({ ...known, ...Object.fromEntries(learned) }));
      });
    return () => {
      stale = true;
    };
  }, [catalogApi, missing]);

  return useCallback((ref: string) => names[ref] ?? nameOfRef(ref), [names]);
}
