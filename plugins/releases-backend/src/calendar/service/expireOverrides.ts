import { Knex } from 'knex';
import { AuditLog } from '../../audit/AuditLog';
import { touched, transact } from '../../database';
import { Timeline } from '../../timeline/Timeline';
import { OverrideStore, StoredOverride } from '../store';

/** Who acts where nobody does. */
export const OWN_ACTOR = 'plugin:releases';

const AT_ONCE = 100;

/**
 * Notes which overrides time has run out on, for the record: by the clock they
 * have been without effect since. For the scheduler.
 */
export async function expireOverrides(options: {
  knex: Knex;
  overrides: OverrideStore;
  timeline: Timeline;
  auditLog: AuditLog;
  now: () => number;
  signal?: AbortSignal;
}): Promise<number> {
  const { knex, overrides, timeline, auditLog, now, signal } = options;
  let noted = 0;
  for (;;) {
    const overdue = await overrides.overdue(now(), AT_ONCE);
    for (const before of overdue) {
      if (signal?.aborted) return noted;
      const after: StoredOverride = {
        ...before,
        ...touched(before, OWN_ACTOR, now()),
        status: 'expired',
      };
      await transact(knex, async tx => {
        // Somebody else has noted or revoked it meanwhile.
        if (!(await overrides.update(tx, after, before.revision))) return;
        await timeline.removeOverride(tx, before.id);
        await auditLog.append(tx, {
          actor: OWN_ACTOR,
          action: 'override.expire',
          objectRef: `override:${before.id}`,
          entityRefs: before.scope.entityRefs ?? [],
          before,
          after,
        });
      });
      noted += 1;
    }
    if (overdue.length < AT_ONCE) return noted;
  }
}
