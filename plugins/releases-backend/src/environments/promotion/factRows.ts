import { Fact } from '@release-desk/plugin-releases-common';
import { BigintColumn, toInstant, toMillis } from '../../database';

export const FACTS = 'environments_facts';

/** A fact as it is kept. */
export interface StoredFact extends Fact {
  /** Of an approval: the groups through which its author speaks. */
  approverGroups?: string[];
  /** Of a report that can be told from another when it comes again. */
  fingerprint?: string;
}

export interface FactRow {
  id: string;
  entity_ref: string;
  version: string;
  name: string;
  value: string;
  source: string;
  url: string | null;
  at: BigintColumn;
  expires_at: BigintColumn | null;
  reported_at: BigintColumn;
  reported_by: string;
  approver_groups: string | null;
  fingerprint: string | null;
}

export function toFact(row: FactRow): Fact {
  return {
    id: row.id,
    entityRef: row.entity_ref,
    version: row.version,
    name: row.name,
    value: JSON.parse(row.value),
    source: row.source,
    ...(row.url && { url: row.url }),
    at: toInstant(row.at),
    ...(row.expires_at !== null && { expiresAt: toInstant(row.expires_at) }),
    reportedAt: toInstant(row.reported_at),
    reportedBy: row.reported_by,
  };
}

export function toFactRow(fact: StoredFact): FactRow {
  return {
    id: fact.id,
    entity_ref: fact.entityRef,
    version: fact.version,
    name: fact.name,
    value: JSON.stringify(fact.value),
    source: fact.source,
    url: fact.url ?? null,
    at: toMillis(fact.at),
    expires_at: fact.expiresAt === undefined ? null : toMillis(fact.expiresAt),
    reported_at: toMillis(fact.reportedAt),
    reported_by: fact.reportedBy,
    approver_groups: fact.approverGroups
      ? JSON.stringify(fact.approverGroups)
      : null,
    fingerprint: fact.fingerprint ?? null,
  };
}
