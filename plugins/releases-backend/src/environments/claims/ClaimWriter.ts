import { Claim } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { AuditLog } from '../../audit/AuditLog';
import { Notifier } from '../notices';
import { ClaimNotices } from './ClaimNotices';
import { ClaimStore } from './ClaimStore';

export interface ClaimChange {
  verb: string;
  before?: Claim;
  after: Claim;
  reason?: string;
}

/**
 * How a claim gets into the database, the audit log and the outbox, within the
 * transaction of whoever holds the lock of its environment.
 */
export class ClaimWriter {
  readonly #options: { claims: ClaimStore; auditLog: AuditLog };
  readonly #notices: ClaimNotices;

  constructor(options: {
    claims: ClaimStore;
    auditLog: AuditLog;
    notifier: Notifier;
    administrators: readonly string[];
  }) {
    this.#options = options;
    this.#notices = new ClaimNotices(options);
  }

  /** False when the revision of `before` is not the current one. */
  async write(
    tx: Knex.Transaction,
    change: ClaimChange,
    actor: string,
  ): Promise<boolean> {
    const { claims, auditLog } = this.#options;
    const { verb, before, after, reason } = change;
    if (!before) await claims.insert(tx, after);
    else if (!(await claims.update(tx, after, before.revision))) return false;
    await this.#notices.tell(tx, change, actor);
    await auditLog.append(tx, {
      actor,
      action: `claim.${verb}`,
      objectRef: `claim:${after.id}`,
      entityRefs: [
        after.environmentRef,
        after.group,
        ...[after.steward, after.offeredTo].filter(ref => ref !== undefined),
      ],
      before,
      after,
      ...(reason && { reason }),
    });
    return true;
  }
}
