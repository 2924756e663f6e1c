import {
  Booking,
  BookingApproval,
  occupiedSpan,
  STANDING_STATUSES,
} from '@release-desk/plugin-releases-common';
import {
  BigintColumn,
  BookkeepingColumns,
  readBookkeeping,
  toInstant,
  toMillis,
  writeBookkeeping,
} from '../../database';
import { spanClassOf } from './spanClasses';

/** As it is kept; what stands in its way is looked up when it is shown. */
export type StoredBooking = Omit<Booking, 'conflicts'>;

export interface BookingRow extends BookkeepingColumns {
  id: string;
  purpose: string;
  purpose_lower: string;
  usage: string;
  mode: string;
  status: string;
  start_at: BigintColumn;
  end_at: BigintColumn;
  time_zone: string;
  setup_minutes: number;
  teardown_minutes: number;
  group_ref: string;
  requested_by: string;
  priority: string;
  release_id: string | null;
  change: string | null;
  links: string;
  notes: string;
  consents: string;
  series_id: string | null;
  active_since: BigintColumn | null;
  ended_at: BigintColumn | null;
  status_reason: string | null;
  hand_over: string | null;
  due_at: BigintColumn | null;
}

export interface BookingEnvironmentRow {
  booking_id: string;
  position: number;
  environment_ref: string;
  approval: string;
  standing: number;
  occupied_from: BigintColumn;
  occupied_to: BigintColumn;
  span_class: number;
}

export function toBooking(
  row: BookingRow,
  parts: BookingEnvironmentRow[],
): StoredBooking {
  return {
    id: row.id,
    environments: parts.map(part => part.environment_ref),
    purpose: row.purpose,
    usage: row.usage as Booking['usage'],
    mode: row.mode as Booking['mode'],
    status: row.status as Booking['status'],
    start: toInstant(row.start_at),
    end: toInstant(row.end_at),
    timeZone: row.time_zone,
    setupMinutes: row.setup_minutes,
    teardownMinutes: row.teardown_minutes,
    onBehalfOf: row.group_ref,
    requestedBy: row.requested_by,
    priority: row.priority as Booking['priority'],
    ...(row.release_id !== null && { releaseId: row.release_id }),
    ...(row.change !== null && { change: row.change }),
    links: JSON.parse(row.links),
    notes: row.notes,
    approvals: parts.map((part): BookingApproval => JSON.parse(part.approval)),
    consents: JSON.parse(row.consents),
    ...(row.series_id !== null && { seriesId: row.series_id }),
    ...(row.active_since !== null && {
      activeSince: toInstant(row.active_since),
    }),
    ...(row.ended_at !== null && { endedAt: toInstant(row.ended_at) }),
    ...(row.status_reason !== null && { statusReason: row.status_reason }),
    ...(row.hand_over !== null && { handOver: JSON.parse(row.hand_over) }),
    ...readBookkeeping(row),
  };
}

export function toBookingRow(booking: StoredBooking): BookingRow {
  return {
    id: booking.id,
    purpose: booking.purpose,
    purpose_lower: booking.purpose.toLowerCase(),
    usage: booking.usage,
    mode: booking.mode,
    status: booking.status,
    start_at: toMillis(booking.start),
    end_at: toMillis(booking.end),
    time_zone: booking.timeZone,
    setup_minutes: booking.setupMinutes,
    teardown_minutes: booking.teardownMinutes,
    group_ref: booking.onBehalfOf,
    requested_by: booking.requestedBy,
    priority: booking.priority,
    release_id: booking.releaseId ?? null,
    change: booking.change ?? null,
    links: JSON.stringify(booking.links),
    notes: booking.notes,
    consents: JSON.stringify(booking.consents),
    series_id: booking.seriesId ?? null,
    active_since: millisOrNull(booking.activeSince),
    ended_at: millisOrNull(booking.endedAt),
    status_reason: booking.statusReason ?? null,
    hand_over: booking.handOver ? JSON.stringify(booking.handOver) : null,
    due_at: dueAt(booking),
    ...writeBookkeeping(booking),
  };
}

export function toBookingParts(
  booking: StoredBooking,
): BookingEnvironmentRow[] {
  const occupied = occupiedSpan(booking);
  const from = toMillis(occupied.start);
  const to = toMillis(occupied.end);
  return booking.environments.map((ref, position) => ({
    booking_id: booking.id,
    position,
    environment_ref: ref,
    approval: JSON.stringify(booking.approvals[position]),
    standing: STANDING_STATUSES.includes(booking.status) ? 1 : 0,
    occupied_from: from,
    occupied_to: to,
    span_class: spanClassOf(from, to),
  }));
}

/** The earliest that the clock has something to do with it: see `dueTransition`. */
function dueAt(booking: StoredBooking): number | null {
  switch (booking.status) {
    case 'draft':
    case 'pending':
      return toMillis(booking.end);
    case 'approved':
      return toMillis(booking.start);
    case 'active':
      return toMillis(occupiedSpan(booking).end);
    default:
      return null;
  }
}

function millisOrNull(instant: string | undefined): number | null {
  return instant === undefined ? null : toMillis(instant);
}
