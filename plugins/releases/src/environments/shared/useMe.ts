import { identityApiRef, useApi } from '@backstage/frontend-plugin-api';
import { useQuery } from '../../shared/data';

export interface Me {
  userRef: string;
  /** The groups that one belongs to, directly or by another. */
  groups: string[];
}

/** Who is looking; undefined until that is known. */
export function useMe(): Me | undefined {
  const identity = useApi(identityApiRef);
  return useQuery('me', async () => {
    const { userEntityRef, ownershipEntityRefs } =
      await identity.getBackstageIdentity();
    return {
      userRef: userEntityRef.toLowerCase(),
      groups: ownershipEntityRefs
        .map(ref => ref.toLowerCase())
        .filter(ref => ref.startsWith('group:')),
    };
  }).data;
}
