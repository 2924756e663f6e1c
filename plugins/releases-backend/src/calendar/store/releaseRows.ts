import { Release } from '@release-desk/plugin-releases-common';
import {
  BigintColumn,
  BookkeepingColumns,
  readBookkeeping,
  toInstant,
  toMillis,
  writeBookkeeping,
} from '../../database';

export interface ReleaseRow extends BookkeepingColumns {
  id: string;
  title: string;
  title_lower: string;
  owner: string;
  start_at: BigintColumn;
  end_at: BigintColumn;
  time_zone: string;
  status: string;
  links: string;
  notes: string;
}

export interface ReleaseEntityRow {
  release_id: string;
  position: number;
  entity_ref: string;
  version: string;
  previous_version: string | null;
}

export interface ReleaseEnvironmentRow {
  release_id: string;
  position: number;
  environment_ref: string;
}

export function toRelease(
  row: ReleaseRow,
  parts: {
    entities: ReleaseEntityRow[];
    environments: ReleaseEnvironmentRow[];
  },
): Release {
  return {
    id: row.id,
    title: row.title,
    owner: row.owner,
    entities: parts.entities.map(entity => ({
      ref: entity.entity_ref,
      version: entity.version,
      ...(entity.previous_version !== null && {
        previousVersion: entity.previous_version,
      }),
    })),
    environments: parts.environments.map(item => item.environment_ref),
    start: toInstant(row.start_at),
    end: toInstant(row.end_at),
    timeZone: row.time_zone,
    status: row.status as Release['status'],
    links: JSON.parse(row.links),
    notes: row.notes,
    ...readBookkeeping(row),
  };
}

export function toReleaseRow(release: Release): ReleaseRow {
  return {
    id: release.id,
    title: release.title,
    title_lower: release.title.toLowerCase(),
    owner: release.owner,
    start_at: toMillis(release.start),
    end_at: toMillis(release.end),
    time_zone: release.timeZone,
    status: release.status,
    links: JSON.stringify(release.links),
    notes: release.notes,
    ...writeBookkeeping(release),
  };
}

export function toReleaseParts(release: Release): {
  entities: ReleaseEntityRow[];
  environments: ReleaseEnvironmentRow[];
} {
  return {
    entities: release.entities.map((entity, position) => ({
      release_id: release.id,
      position,
      entity_ref: entity.ref,
      version: entity.version,
      previous_version: entity.previousVersion ?? null,
    })),
    environments: release.environments.map((ref, position) => ({
      release_id: release.id,
      position,
      environment_ref: ref,
    })),
  };
}
