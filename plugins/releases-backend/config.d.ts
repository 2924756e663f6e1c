import { HumanDuration } from '@backstage/types';

export interface Config {
  releases?: {
    catalog?: {
      /**
       * How often the suite's view of the catalog is brought up to date as a
       * whole. 5 minutes unless told.
       */
      refreshEvery?: HumanDuration | string;
      /**
       * How long it is remembered which entities a caller may read. 10 seconds
       * unless told.
       */
      visibilityCache?: HumanDuration | string;
    };
    audit?: {
      /**
       * Name of the log in its signed checkpoints, a URL without scheme such as
       * `portal.example.com/release-desk`, which it is for the host of
       * `backend.baseUrl` unless told. Keep it for as long as the log lives.
       */
      origin?: string;
      /**
       * Ed25519 private key that signs checkpoints: PKCS #8 PEM, or its 32 bytes
       * in base64. Without it a key is made and kept in the database, which is
       * not for production.
       * @visibility secret
       */
      signingKey?: string;
      /** How often a checkpoint is signed, 10 minutes unless told. */
      checkpointEvery?: HumanDuration | string;
    };
    ical?: {
      /**
       * Hosts that calendars may be read from, as `calendar.example.com`,
       * `*.example.com`, or with `:port`. None unless told: uploads only.
       */
      allowedHosts?: string[];
    };
    permissions?: {
      /**
       * How long a decision of the permission policy is kept, per caller. 5
       * seconds unless told; `0s` keeps none.
       */
      cache?: HumanDuration | string;
    };
  };
}
