import { Lease, LeaseTicket } from '@release-desk/plugin-releases-common';
import { BigintColumn, toInstant, toMillis } from '../../database';

/** As it is kept, with who took it. */
export interface StoredLease extends Lease {
  bookingId: string;
  acquiredBy: string;
}

export interface LeaseRow {
  id: string;
  environment_ref: string;
  booking_id: string;
  holder_kind: string;
  holder_id: string;
  holder: string;
  token: BigintColumn;
  status: string;
  acquired_at: BigintColumn;
  acquired_by: string;
  renewed_at: BigintColumn;
  expires_at: BigintColumn | null;
  dies_at: BigintColumn | null;
  ttl_ms: BigintColumn | null;
  grace_seconds: number;
  ended_at: BigintColumn | null;
  ended_by: string | null;
  end_reason: string | null;
}

export function toLease(row: LeaseRow): StoredLease {
  return {
    id: row.id,
    environmentRef: row.environment_ref,
    bookingId: row.booking_id,
    holder: JSON.parse(row.holder),
    token: Number(row.token),
    status: row.status as Lease['status'],
    acquiredAt: toInstant(row.acquired_at),
    acquiredBy: row.acquired_by,
    renewedAt: toInstant(row.renewed_at),
    ...(row.expires_at !== null && { expiresAt: toInstant(row.expires_at) }),
    ...(row.dies_at !== null && { diesAt: toInstant(row.dies_at) }),
    ...(row.ttl_ms !== null && { ttlSeconds: Number(row.ttl_ms) / 1000 }),
    graceSeconds: row.grace_seconds,
    ...(row.ended_at !== null && { endedAt: toInstant(row.ended_at) }),
    ...(row.ended_by !== null && { endedBy: row.ended_by }),
    ...(row.end_reason !== null && { endReason: row.end_reason }),
  };
}

export function toLeaseRow(lease: StoredLease): LeaseRow {
  return {
    id: lease.id,
    environment_ref: lease.environmentRef,
    booking_id: lease.bookingId,
    holder_kind: lease.holder.kind,
    holder_id: lease.holder.id,
    holder: JSON.stringify(lease.holder),
    token: lease.token,
    status: lease.status,
    acquired_at: toMillis(lease.acquiredAt),
    acquired_by: lease.acquiredBy,
    renewed_at: toMillis(lease.renewedAt),
    expires_at: millisOrNull(lease.expiresAt),
    dies_at: millisOrNull(lease.diesAt),
    ttl_ms:
      lease.ttlSeconds === undefined
        ? null
        : Math.round(lease.ttlSeconds * 1000),
    grace_seconds: lease.graceSeconds,
    ended_at: millisOrNull(lease.endedAt),
    ended_by: lease.endedBy ?? null,
    end_reason: lease.endReason ?? null,
  };
}

export interface TicketRow {
  id: string;
  environment_ref: string;
  holder: string;
  created_by: string;
  sequence: BigintColumn;
  joined_at: BigintColumn;
  poll_by: BigintColumn;
}

export interface StoredTicket extends LeaseTicket {
  createdBy: string;
}

export function toTicket(row: TicketRow): StoredTicket {
  return {
    id: row.id,
    environmentRef: row.environment_ref,
    holder: JSON.parse(row.holder),
    createdBy: row.created_by,
    sequence: Number(row.sequence),
    joinedAt: toInstant(row.joined_at),
    pollBy: toInstant(row.poll_by),
  };
}

function millisOrNull(instant: string | undefined): number | null {
  return instant === undefined ? null : toMillis(instant);
}
