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
    environments?: {
      /** How groups come to answer for environments. */
      claims?: {
        /**
         * Whether an administrator, who has `releases.claim.confirm`, confirms
         * each claim: `required` unless told. With `none` an environment that
         * nobody owns is claimed at once; one that the catalog gives to another
         * group still has to be confirmed.
         */
        confirmation?: 'required' | 'none';
        /**
         * Entity refs of users and groups who are told of claims to confirm, and
         * of environments that have lost their owner. None unless told.
         */
        administrators?: string[];
        /** So many days after an attestation was due the claim lapses; 0 unless told. */
        attestGraceDays?: number;
        /**
         * For so many hours a group has to be empty or gone from the catalog
         * before its claims lapse; 1 unless told.
         */
        vacantAfterHours?: number;
      };
      /** What happens around the end of a booking or lease. */
      cleanUp?: {
        /**
         * So long before the end its holder is told, but not before three
         * quarters of the time are over. 1440 unless told.
         */
        warnMinutes?: number;
        /**
         * So long after the end of what nobody gave back the environment is
         * marked as expired. 60 unless told; a lease may have a longer grace.
         */
        graceMinutes?: number;
        /**
         * Only environments of these tiers, or of none, are ever marked:
         * `development`, `test` and `staging` unless told.
         */
        tiers?: string[];
      };
      /**
       * What counts as an environment: entities of these kinds, of the type if
       * one is named. A `Resource` of type `environment` unless told.
       */
      kinds?: Array<{ kind: string; type?: string }>;
      /**
       * How long the board is kept while nobody writes anything, until which
       * deployments are not seen. 10 seconds unless told; `0s` keeps none.
       */
      boardCache?: HumanDuration | string;
      /** Idle from so many days without deployment, booking and lease on; 30 unless told. */
      idleDays?: number;
      /**
       * Flows that are allowed from one network zone into another; `*` stands
       * for any. Within a zone everything may flow.
       */
      allowedFlows?: Array<{ from: string; to: string }>;
      /**
       * How environments are booked; the first line that speaks of one holds.
       * Without any an owner approves, but for what the owning group books.
       */
      bookingPolicies?: Array<{
        /** Entity refs; every environment unless told. */
        environments?: string[];
        /** `development`, `test`, `staging` or `production`; all unless told. */
        tiers?: string[];
        policy: {
          /** What its own owner books is approved at once (`approve`), or not (`ask`). */
          ownBookings?: 'approve' | 'ask';
          /** Bookings that need no approval. In each, every line must hold. */
          autoApprove?: Array<{
            usages?: string[];
            modes?: string[];
            groups?: string[];
            maxMinutes?: number;
          }>;
          /** Only these; any unless told. */
          usages?: string[];
          maxMinutes?: number;
          /** At least so long before its start. */
          minLeadMinutes?: number;
          /** At most so long before its start. */
          maxAheadDays?: number;
          /** For one group in one week, Monday to Monday in `timeZone`. */
          hoursAWeek?: number;
          timeZone?: string;
          /** Who has not begun so long after the start, loses it. */
          noShowMinutes?: number;
          /** Unless a booking says otherwise. */
          setupMinutes?: number;
          teardownMinutes?: number;
        };
      }>;
      leases?: {
        /** However often one is renewed; 7 days unless told. */
        maxLife?: HumanDuration | string;
      };
      /** How long an offer to who waits stands; 60 unless told. */
      offerMinutes?: number;
      /**
       * Where two usages go together differently than in the matrix of the
       * house. Each line holds both ways.
       */
      usageMatrix?: Array<{
        between: string[];
        is: 'compatible' | 'warning' | 'conflict';
      }>;
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
