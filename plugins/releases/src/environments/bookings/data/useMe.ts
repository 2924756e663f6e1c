import { useMemo } from 'react';
import { useMe as useWho } from '../../shared';

/** Who looks: the user, and the groups that the user is of. */
export interface Me {
  user: string;
  groups: string[];
  /** It is for one's own group. */
  isMine(booking: { onBehalfOf: string }): boolean;
}

/** Nobody until it is known. */
export function useMe(): Me {
  const who = useWho();
  return useMemo(() => {
    const { userRef = '', groups = [] } = who ?? {};
    return {
      user: userRef,
      groups,
      isMine: ({ onBehalfOf }) => groups.includes(onBehalfOf),
    };
  }, [who]);
}
