import type {
  EntityFacts,
  EntitySelector,
  ScopeReason,
} from '../../catalog/schema';
import type { ReachedFrom } from '../../catalog/matchSelector';
import type {
  Action,
  ChangeType,
  Enforcement,
  InFlight,
  Invoker,
  OpenState,
  OverrideScope,
  Schedule,
  Span,
  WindowKind,
} from '../schema';

/**
 * What a decision needs of a window. Absent fields mean what they mean in a
 * window's input: hard (an advisory informs whatever it says), deploy, rollback,
 * apply and promote, both invokers, rollbacks exempt, work in flight finishes.
 *
 * @public
 */
export interface DecidableWindow {
  id: string;
  kind: WindowKind;
  /** Only freezes differ by it; an allow window always closes outside of itself. */
  enforcement?: Enforcement;
  title: string;
  reason?: string;
  owner?: string;
  schedule: Schedule;
  /**
   * The occurrences, when they are known already: sorted by start, and complete
   * from the earliest instant asked about to the horizon. Saves expanding. The
   * array, like `schedule`, is read once and must not be changed afterwards.
   */
  occurrences?: Span[];
  selector?: EntitySelector;
  actions?: Action[];
  invokers?: Invoker[];
  exemptChangeTypes?: ChangeType[];
  inFlight?: InFlight;
  /** Why it covers what is asked about, when the caller has matched it already; the selector is then not looked at. */
  scope?: ScopeReason[];
  /** Origins from which the entity is reached over the selector's relations. */
  reached?: ReachedFrom[];
}

/**
 * An approved override, in force in `[approvedAt, expiresAt)`. Those that were
 * rejected, revoked or not yet decided do not belong here.
 *
 * @public
 */
export interface DecidableOverride {
  id: string;
  windowId: string;
  scope: OverrideScope;
  approvedAt?: string;
  expiresAt: string;
}

/**
 * What is asked. Instants are ISO 8601 in UTC.
 *
 * @public
 */
export interface WindowQuestion {
  at: string;
  /** `deploy` unless told. */
  action?: Action;
  /** `human` unless told. */
  invoker?: Invoker;
  /** `normal` unless told; the action `rollback` is always of type `rollback`. */
  changeType?: ChangeType;
  entity?: EntityFacts;
  environment?: EntityFacts;
  /** When the work began, for work in flight. */
  startedAt?: string;
  overrides?: DecidableOverride[];
  /** How far ahead the next transition is looked for; 24 unless told. */
  horizonMonths?: number;
}

/**
 * A span in which the state stays the same.
 *
 * @public
 */
export interface OpennessSpan extends Span {
  state: OpenState;
  acknowledge: boolean;
  /** The windows that make it so, in the order in which they begin to. */
  windowIds: string[];
}
