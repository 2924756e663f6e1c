import { Override, OverrideUse } from '@release-desk/plugin-releases-common';
import {
  BigintColumn,
  BookkeepingColumns,
  readBookkeeping,
  toInstant,
  toMillis,
  writeBookkeeping,
} from '../../database';

/** As it is kept: `status` is what was decided, whatever the clock says. */
export interface StoredOverride extends Override {
  windowOwner: string;
}

export interface OverrideRow extends BookkeepingColumns {
  id: string;
  window_id: string;
  window_title: string;
  window_owner: string;
  release_id: string | null;
  scope: string;
  reason: string;
  incident: string | null;
  expires_at: BigintColumn;
  status: string;
  requested_by: string;
  decided_by: string | null;
  decided_at: BigintColumn | null;
  decision_reason: string | null;
  revoked_by: string | null;
  revoked_at: BigintColumn | null;
  use_count: number;
}

export function toOverride(row: OverrideRow): StoredOverride {
  return {
    id: row.id,
    windowId: row.window_id,
    windowTitle: row.window_title,
    windowOwner: row.window_owner,
    ...(row.release_id !== null && { releaseId: row.release_id }),
    scope: JSON.parse(row.scope),
    reason: row.reason,
    ...(row.incident !== null && { incident: row.incident }),
    expiresAt: toInstant(row.expires_at),
    status: row.status as Override['status'],
    requestedBy: row.requested_by,
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.decided_at !== null && { decidedAt: toInstant(row.decided_at) }),
    ...(row.decision_reason !== null && {
      decisionReason: row.decision_reason,
    }),
    ...(row.revoked_by !== null && { revokedBy: row.revoked_by }),
    ...(row.revoked_at !== null && { revokedAt: toInstant(row.revoked_at) }),
    useCount: row.use_count,
    ...readBookkeeping(row),
  };
}

export function toOverrideRow(override: StoredOverride): OverrideRow {
  return {
    id: override.id,
    window_id: override.windowId,
    window_title: override.windowTitle,
    window_owner: override.windowOwner,
    release_id: override.releaseId ?? null,
    scope: JSON.stringify(override.scope),
    reason: override.reason,
    incident: override.incident ?? null,
    expires_at: toMillis(override.expiresAt),
    status: override.status,
    requested_by: override.requestedBy,
    decided_by: override.decidedBy ?? null,
    decided_at: override.decidedAt ? toMillis(override.decidedAt) : null,
    decision_reason: override.decisionReason ?? null,
    revoked_by: override.revokedBy ?? null,
    revoked_at: override.revokedAt ? toMillis(override.revokedAt) : null,
    use_count: override.useCount,
    ...writeBookkeeping(override),
  };
}

export interface OverrideUseRow {
  id: string;
  override_id: string;
  entity_ref: string;
  environment_ref: string | null;
  action: string;
  run: string | null;
  used_at: BigintColumn;
  used_by: string;
}

export function toOverrideUse(row: OverrideUseRow): OverrideUse {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    ...(row.environment_ref !== null && {
      environmentRef: row.environment_ref,
    }),
    action: row.action as OverrideUse['action'],
    ...(row.run !== null && { run: row.run }),
    usedAt: toInstant(row.used_at),
    usedBy: row.used_by,
  };
}

export function toOverrideUseRow(
  overrideId: string,
  use: OverrideUse,
): OverrideUseRow {
  return {
    id: use.id,
    override_id: overrideId,
    entity_ref: use.entityRef,
    environment_ref: use.environmentRef ?? null,
    action: use.action,
    run: use.run ?? null,
    used_at: toMillis(use.usedAt),
    used_by: use.usedBy,
  };
}
