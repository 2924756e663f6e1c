import {
  ACCOUNTABLE_STATUSES,
  attestationOf,
  Claim,
} from '@release-desk/plugin-releases-common';
import {
  BigintColumn,
  BookkeepingColumns,
  readBookkeeping,
  toInstant,
  toMillis,
  writeBookkeeping,
} from '../../database';

export interface ClaimRow extends BookkeepingColumns {
  id: string;
  environment_ref: string;
  group_ref: string;
  status: string;
  accountable: number | null;
  steward: string | null;
  escalation: string;
  attest_every_months: number;
  obligations: string;
  requested_by: string;
  reason: string | null;
  active_since: BigintColumn | null;
  ended_at: BigintColumn | null;
  confirmed_by: string | null;
  attested_at: BigintColumn | null;
  attested_by: string | null;
  attest_due_at: BigintColumn | null;
  offered_to: string | null;
  offered_by: string | null;
  status_reason: string | null;
}

export function toClaim(row: ClaimRow): Claim {
  const instant = (name: string, value: BigintColumn | null) =>
    value === null ? {} : { [name]: toInstant(value) };
  const text = (name: string, value: string | null) =>
    value === null ? {} : { [name]: value };
  return {
    id: row.id,
    environmentRef: row.environment_ref,
    group: row.group_ref,
    status: row.status as Claim['status'],
    ...text('steward', row.steward),
    escalation: row.escalation,
    attestEveryMonths: row.attest_every_months,
    obligations: JSON.parse(row.obligations),
    requestedBy: row.requested_by,
    ...text('reason', row.reason),
    ...instant('activeSince', row.active_since),
    ...instant('endedAt', row.ended_at),
    ...text('confirmedBy', row.confirmed_by),
    ...instant('attestedAt', row.attested_at),
    ...text('attestedBy', row.attested_by),
    ...text('offeredTo', row.offered_to),
    ...text('offeredBy', row.offered_by),
    ...text('statusReason', row.status_reason),
    ...readBookkeeping(row),
  };
}

export function toClaimRow(claim: Claim): ClaimRow {
  // The due date does not depend on the time.
  const attestation = attestationOf(claim, 0);
  return {
    id: claim.id,
    environment_ref: claim.environmentRef,
    group_ref: claim.group,
    status: claim.status,
    accountable: ACCOUNTABLE_STATUSES.includes(claim.status) ? 1 : null,
    steward: claim.steward ?? null,
    escalation: claim.escalation,
    attest_every_months: claim.attestEveryMonths,
    obligations: JSON.stringify(claim.obligations),
    requested_by: claim.requestedBy,
    reason: claim.reason ?? null,
    active_since: millisOrNull(claim.activeSince),
    ended_at: millisOrNull(claim.endedAt),
    confirmed_by: claim.confirmedBy ?? null,
    attested_at: millisOrNull(claim.attestedAt),
    attested_by: claim.attestedBy ?? null,
    attest_due_at: millisOrNull(attestation?.dueAt),
    offered_to: claim.offeredTo ?? null,
    offered_by: claim.offeredBy ?? null,
    status_reason: claim.statusReason ?? null,
    ...writeBookkeeping(claim),
  };
}

function millisOrNull(instant: string | undefined): number | null {
  return instant === undefined ? null : toMillis(instant);
}
