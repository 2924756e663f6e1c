import { AuditEntry } from '@release-desk/plugin-releases-common';

export interface EntryRow {
  seq: number | string;
  text: string;
  leaf_hash: string;
}

export interface HeadRow {
  size: number | string;
  last_hash: string;
  last_at: number | string;
  frontier: string;
}

export interface CheckpointRow {
  size: number | string;
  key_id: string;
  root: string;
  at: number | string;
  note: string;
  frontier: string;
}

export function entryOf(row: EntryRow): AuditEntry {
  return { ...JSON.parse(row.text), leafHash: row.leaf_hash };
}
