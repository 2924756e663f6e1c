import { Knex } from 'knex';
import { AuditEntry } from '@release-desk/plugin-releases-common';

export interface AuditEntryInput {
  actor: string;
  onBehalfOf?: string;
  /** `<object type>.<verb>`, e.g. `window.create`. */
  action: string;
  /** `<object type>:<id>`. */
  objectRef: string;
  entityRefs: string[];
  before?: unknown;
  after?: unknown;
  reason?: string;
}

/**
 * The append-only log. `append` runs in the transaction of the state that it
 * speaks of, and takes the lock on the head of the chain: call it last, so that
 * the lock is held briefly.
 */
export interface AuditLog {
  append(tx: Knex.Transaction, input: AuditEntryInput): Promise<AuditEntry>;
}
