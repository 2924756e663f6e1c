import { useApiHolder } from '@backstage/frontend-plugin-api';
import { entityPresentationApiRef } from '@backstage/plugin-catalog-react';
import { useCallback } from 'react';

/** `team-checkout` for `group:default/team-checkout`. */
export function shortName(ref: string): string {
  return ref.slice(ref.indexOf('/') + 1);
}

/** How the portal calls an entity, as far as it is known without waiting. */
export function useEntityName(): (ref: string) => string {
  const presentation = useApiHolder().get(entityPresentationApiRef);
  return useCallback(
    ref => {
      try {
        return (
          presentation?.forEntity(ref).snapshot.primaryTitle ?? shortName(ref)
        );
      } catch {
        return shortName(ref);
      }
    },
    [presentation],
  );
}
