import {
  EntitySelector,
  TimelineItem,
  TimelineKind,
} from '@release-desk/plugin-releases-common';
import { SourceData } from './TimelineStore';

/** One item with all that its source says, before anybody looks at it. */
export interface TimelineEntry {
  id: string;
  sourceId: string;
  kind: TimelineKind;
  /** Epoch milliseconds. */
  start: number;
  end: number;
  title: string;
  owner: string;
  timeZone: string;
  recurring: boolean;
  status?: string;
  enforcement?: TimelineItem['enforcement'];
  category?: string;
  vendor?: string;
  moveBy?: number;
  revision: number;
  bindsDeploy: boolean;
  selector: EntitySelector;
  entities?: SourceData['entities'];
  /** Nobody changes it here, whatever they may otherwise. */
  isForeign: boolean;
  /** Absent when it is about all, or about more than could be listed. */
  systems?: string[];
  /** A release that some freeze holds up, whoever may read it. */
  isHeldUp: boolean;
}

export interface EntryRow {
  id: string;
  source_id: string;
  start_ms: number | string;
  end_ms: number | string;
  kind: string;
  title: string;
  owner: string;
  time_zone: string;
  recurring: number;
  status: string | null;
  enforcement: string | null;
  category: string | null;
  vendor: string | null;
  move_by: number | string | null;
  revision: number;
  binds_deploy: number;
  systems: string | null;
  data: string;
  held_up: number | string | null;
}

/** Of items `i` and their sources `s`. */
export const ENTRY_COLUMNS = [
  'i.id',
  'i.source_id',
  'i.start_ms',
  'i.end_ms',
  's.kind',
  's.title',
  's.owner',
  's.time_zone',
  's.recurring',
  's.status',
  's.enforcement',
  's.category',
  's.vendor',
  's.move_by',
  's.revision',
  's.binds_deploy',
  's.systems',
  's.data',
];

export function toEntry(row: EntryRow): TimelineEntry {
  const { selector, entities, foreign }: SourceData = JSON.parse(row.data);
  return {
    id: row.id,
    sourceId: row.source_id,
    kind: row.kind as TimelineKind,
    start: Number(row.start_ms),
    end: Number(row.end_ms),
    title: row.title,
    owner: row.owner,
    timeZone: row.time_zone,
    recurring: row.recurring === 1,
    status: row.status ?? undefined,
    enforcement: (row.enforcement ?? undefined) as TimelineEntry['enforcement'],
    category: row.category ?? undefined,
    vendor: row.vendor ?? undefined,
    moveBy: row.move_by === null ? undefined : Number(row.move_by),
    revision: row.revision,
    bindsDeploy: row.binds_deploy === 1,
    selector,
    entities,
    isForeign: foreign === true,
    systems: row.systems === null ? undefined : JSON.parse(row.systems),
    isHeldUp: Number(row.held_up) > 0,
  };
}
