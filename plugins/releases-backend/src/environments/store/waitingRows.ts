import {
  DEFAULT_HEAD_START_HOURS,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import { BigintColumn, toInstant, toMillis } from '../../database';

const HOUR = 3_600_000;

/** As it is kept: the environments and the group are its booking's. */
export interface StoredWaiting
  extends Omit<WaitingEntry, 'environments' | 'onBehalfOf'> {
  /** Its offered slot is kept from others. */
  holds: boolean;
}

export interface WaitingRow {
  id: string;
  booking_id: string;
  priority: string;
  status: string;
  joined_at: BigintColumn;
  rank_at: BigintColumn;
  earliest_start: BigintColumn;
  latest_start: BigintColumn;
  offer: string | null;
  declined_starts: string;
  live: number;
  holds: number;
  due_at: BigintColumn | null;
}

export function toWaiting(row: WaitingRow): StoredWaiting {
  return {
    id: row.id,
    bookingId: row.booking_id,
    priority: row.priority as WaitingEntry['priority'],
    joinedAt: toInstant(row.joined_at),
    earliestStart: toInstant(row.earliest_start),
    latestStart: toInstant(row.latest_start),
    status: row.status as WaitingEntry['status'],
    ...(row.offer !== null && { offer: JSON.parse(row.offer) }),
    declinedStarts: JSON.parse(row.declined_starts),
    holds: row.holds === 1,
  };
}

export function toWaitingRow(entry: StoredWaiting): WaitingRow {
  const joined = toMillis(entry.joinedAt);
  const live = entry.status === 'waiting' || entry.status === 'offered';
  return {
    id: entry.id,
    booking_id: entry.bookingId,
    priority: entry.priority,
    status: entry.status,
    joined_at: joined,
    // The order of `compareWaiting`.
    rank_at: joined - DEFAULT_HEAD_START_HOURS[entry.priority] * HOUR,
    earliest_start: toMillis(entry.earliestStart),
    latest_start: toMillis(entry.latestStart),
    offer: entry.offer ? JSON.stringify(entry.offer) : null,
    declined_starts: JSON.stringify(entry.declinedStarts),
    live: live ? 1 : 0,
    holds: entry.holds ? 1 : 0,
    due_at: live ? dueAt(entry) : null,
  };
}

/** See `ageWaitingEntry`. */
function dueAt({ status, offer, latestStart }: StoredWaiting): number {
  return status === 'offered' && offer
    ? toMillis(offer.expiresAt)
    : toMillis(latestStart) + 1;
}
