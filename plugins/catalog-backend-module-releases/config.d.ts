export interface Config {
  releases?: {
    environments?: {
      /**
       * What counts as an environment, in the catalog's words. A `Resource` of
       * `spec.type: environment` unless told; without `type`, every entity of
       * the kind is one.
       */
      kinds?: { kind: string; type?: string }[];
    };
  };
}
