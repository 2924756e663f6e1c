import { CalendarEvent } from '@release-desk/plugin-releases-common';
import {
  BigintColumn,
  BookkeepingColumns,
  readBookkeeping,
  toInstant,
  toMillis,
  writeBookkeeping,
} from '../../database';
import { readSource, SourceColumns, writeSource } from './sourceColumns';

/** What is kept of an event; the rest of it is derived. */
export type StoredEvent = Omit<CalendarEvent, 'scheduleText' | 'warnings'>;

export interface EventRow extends BookkeepingColumns, SourceColumns {
  id: string;
  kind: string;
  category: string;
  title: string;
  title_lower: string;
  description: string;
  owner: string;
  schedule: string;
  selector: string;
  vendor: string | null;
  move_by: BigintColumn | null;
  links: string;
}

export function toEvent(row: EventRow): StoredEvent {
  return {
    id: row.id,
    kind: row.kind as StoredEvent['kind'],
    category: row.category as StoredEvent['category'],
    title: row.title,
    description: row.description,
    owner: row.owner,
    schedule: JSON.parse(row.schedule),
    selector: JSON.parse(row.selector),
    ...(row.vendor !== null && { vendor: row.vendor }),
    ...(row.move_by !== null && { moveBy: toInstant(row.move_by) }),
    links: JSON.parse(row.links),
    source: readSource(row),
    ...readBookkeeping(row),
  };
}

export function toEventRow(event: StoredEvent): EventRow {
  return {
    id: event.id,
    kind: event.kind,
    category: event.category,
    title: event.title,
    title_lower: event.title.toLowerCase(),
    description: event.description,
    owner: event.owner,
    schedule: JSON.stringify(event.schedule),
    selector: JSON.stringify(event.selector),
    vendor: event.vendor ?? null,
    move_by: event.moveBy === undefined ? null : toMillis(event.moveBy),
    links: JSON.stringify(event.links),
    ...writeSource(event.source),
    ...writeBookkeeping(event),
  };
}
