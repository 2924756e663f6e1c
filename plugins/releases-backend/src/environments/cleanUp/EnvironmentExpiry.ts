import {
  EntityFacts,
  environmentOf,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { AuditLog } from '../../audit/AuditLog';
import { Announcer } from '../notices';

/** On this topic of the events service; see `docs/operations.md`. */
export const ENVIRONMENT_EXPIRED = 'environment.expired';

const TABLE = 'environments_expired';

export interface Expiry {
  environmentRef: string;
  /** As the catalog has it. */
  facts?: EntityFacts;
  /** `booking` or `lease`: it ended and nobody gave it back. `released`: somebody let it go. */
  reason: 'booking' | 'lease' | 'released';
  /** In words, of who let it go. */
  text?: string;
  /** What has ended, as `lease:5f0c…`. */
  subjectRef?: string;
  actor: string;
  /** Epoch milliseconds, of the database's clock. */
  now: number;
}

/**
 * Marks environments that may go, and tells the tool that deletes. Nothing is
 * deleted here.
 */
export class EnvironmentExpiry {
  readonly #auditLog: AuditLog;
  readonly #announcer: Announcer;

  constructor(options: { auditLog: AuditLog; announcer: Announcer }) {
    this.#auditLog = options.auditLog;
    this.#announcer = options.announcer;
  }

  /** Under the lock of the environment; once for each subject, or instant. */
  async mark(tx: Knex.Transaction, expiry: Expiry): Promise<void> {
    const { environmentRef, facts, reason, text, actor, now } = expiry;
    const { subjectRef } = expiry;
    const expiredAt = new Date(now).toISOString();
    await tx(TABLE).where({ environment_ref: environmentRef }).delete();
    await tx(TABLE).insert({
      environment_ref: environmentRef,
      expired_at: now,
      reason: text ?? reason,
      marked_by: actor,
    });
    const known = facts && environmentOf(facts)?.environment;
    const after = { environmentRef, expiredAt, reason, subjectRef };
    await this.#announcer.announce(tx, {
      key: `${ENVIRONMENT_EXPIRED}:${environmentRef}:${subjectRef ?? now}`,
      topic: ENVIRONMENT_EXPIRED,
      payload: {
        ...after,
        ...(known?.tier && { tier: known.tier }),
        ...(known?.lifecycle && { lifecycle: known.lifecycle }),
        ...(known?.system && { system: known.system }),
      },
    });
    await this.#auditLog.append(tx, {
      actor,
      action: 'environment.expire',
      objectRef: `environment:${environmentRef}`,
      entityRefs: [environmentRef],
      after,
      ...(text && { reason: text }),
    });
  }

  /** It is used or kept: what was said before holds no more. True when there was a mark. */
  async unmark(tx: Knex.Transaction, environmentRef: string): Promise<boolean> {
    return (
      (await tx(TABLE).where({ environment_ref: environmentRef }).delete()) > 0
    );
  }
}
