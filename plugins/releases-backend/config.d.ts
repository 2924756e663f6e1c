import { HumanDuration } from '@backstage/types';

export interface Config {
  releases?: {
    permissions?: {
      /**
       * How long a decision of the permission policy is kept, per caller. 5
       * seconds unless told; `0s` keeps none.
       */
      cache?: HumanDuration | string;
    };
  };
}
