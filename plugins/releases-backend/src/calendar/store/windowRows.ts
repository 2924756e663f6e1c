import { Window } from '@release-desk/plugin-releases-common';
import {
  BookkeepingColumns,
  readBookkeeping,
  writeBookkeeping,
} from '../../database';
import { readSource, SourceColumns, writeSource } from './sourceColumns';

/** What is kept of a window; the rest of it is derived. */
export type StoredWindow = Omit<Window, 'scheduleText' | 'warnings'>;

export interface WindowRow extends BookkeepingColumns, SourceColumns {
  id: string;
  kind: string;
  title: string;
  title_lower: string;
  reason: string;
  owner: string;
  schedule: string;
  selector: string;
  enforcement: string;
  actions: string;
  invokers: string;
  exempt_change_types: string;
  in_flight: string;
  links: string;
}

export function toWindow(row: WindowRow): StoredWindow {
  return {
    id: row.id,
    kind: row.kind as Window['kind'],
    title: row.title,
    reason: row.reason,
    owner: row.owner,
    schedule: JSON.parse(row.schedule),
    selector: JSON.parse(row.selector),
    enforcement: row.enforcement as Window['enforcement'],
    actions: JSON.parse(row.actions),
    invokers: JSON.parse(row.invokers),
    exemptChangeTypes: JSON.parse(row.exempt_change_types),
    inFlight: row.in_flight as Window['inFlight'],
    links: JSON.parse(row.links),
    source: readSource(row),
    ...readBookkeeping(row),
  };
}

export function toWindowRow(window: StoredWindow): WindowRow {
  return {
    id: window.id,
    kind: window.kind,
    title: window.title,
    title_lower: window.title.toLowerCase(),
    reason: window.reason,
    owner: window.owner,
    schedule: JSON.stringify(window.schedule),
    selector: JSON.stringify(window.selector),
    enforcement: window.enforcement,
    actions: JSON.stringify(window.actions),
    invokers: JSON.stringify(window.invokers),
    exempt_change_types: JSON.stringify(window.exemptChangeTypes),
    in_flight: window.inFlight,
    links: JSON.stringify(window.links),
    ...writeSource(window.source),
    ...writeBookkeeping(window),
  };
}
