import { stringifyEntityRef } from '@backstage/catalog-model';
import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { catalogApiRef } from '@backstage/plugin-catalog-react';
import type { StateAnswer } from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../api';
import { QueryState, useQuery } from '../shared/data';

const MAX_COMPONENTS = 50;

export interface Owned {
  /** Users and groups that one is. */
  owners: string[];
  components: string[];
  /** Of each component, in the same order: may it be deployed to production? */
  answers: StateAnswer[];
}

/** What one owns, and how it stands now: towards production, where that can be told. */
export function useOwned(): QueryState<Owned> {
  const identity = useApi(identityApiRef);
  const catalogApi = useApi(catalogApiRef);
  const api = useApi(releasesApiRef);
  return useQuery('owned', async signal => {
    const { ownershipEntityRefs } = await identity.getBackstageIdentity();
    const owners = ownershipEntityRefs.map(ref => ref.toLowerCase());
    if (owners.length === 0) return { owners, components: [], answers: [] };
    const { items } = await catalogApi.queryEntities({
      filter: { kind: 'Component', 'relations.ownedBy': owners },
      fields: ['kind', 'metadata.name', 'metadata.namespace'],
      limit: MAX_COMPONENTS,
    });
    const components = items.map(entity =>
      stringifyEntityRef(entity).toLowerCase(),
    );
    const answers = components.length
      ? await api.askWindowStates(
          { body: { questions: components.map(entityRef => ({ entityRef })) } },
          { signal },
        )
      : { items: [] };
    return { owners, components, answers: answers.items };
  });
}
