import {
  CalendarEvent,
  Override,
  Release,
  TimelineFilter,
  TimelineItem,
  TimelineKind,
  Window,
} from '@release-desk/plugin-releases-common';

/** What a dialog may be opened with; all of it can be changed in the dialog. */
export interface InitialItem {
  title?: string;
  owner?: string;
  /** Instant, ISO 8601; now, at the next whole hour, unless told. */
  start?: string;
  /** Instant, after `start`. */
  end?: string;
  /** IANA name; the viewer's own unless told. */
  timeZone?: string;
  entityRefs?: string[];
  environmentRefs?: string[];
  systemRefs?: string[];
}

/** A stored resource, as its own endpoint gives it. */
export type EditedItem =
  | { kind: 'freeze' | 'allow' | 'advisory'; resource: Window }
  | { kind: 'business' | 'vendor'; resource: CalendarEvent }
  | { kind: 'release'; resource: Release };

export interface SavedItem {
  kind: TimelineKind;
  id: string;
  title: string;
  /** Of its first occurrence. */
  start: string;
}

export interface CreateDialogProps {
  kind: TimelineKind;
  initial?: InitialItem;
  onClose(): void;
  onSaved(saved: SavedItem): void;
}

export interface EditDialogProps {
  kind: TimelineKind;
  /** Id of the window, event or release: `sourceId` of a timeline item. */
  id: string;
  onClose(): void;
  onSaved(saved: SavedItem): void;
}

export interface MoveDialogProps {
  item: TimelineItem;
  /** Where it was dropped; instants. */
  to: { start: string; end: string };
  onClose(): void;
  onMoved(): void;
}

export interface DeleteDialogProps {
  kind: TimelineKind;
  id: string;
  title: string;
  revision: number;
  recurring?: boolean;
  onClose(): void;
  onDeleted(): void;
}

export interface OverrideDialogProps {
  /** The freeze that is asked to let something pass. */
  window: { id: string; title: string; end?: string };
  /** The release it is asked for. */
  release?: {
    id: string;
    title: string;
    entityRefs: string[];
    environmentRefs: string[];
    end: string;
  };
  /** What it is asked for where there is no release. */
  entityRefs?: string[];
  environmentRefs?: string[];
  onClose(): void;
  onRequested(override: Override): void;
}

export interface SubscribeDialogProps {
  /** What the view shows now; everything that one may read when absent. */
  filter?: TimelineFilter;
  /** What the feed is called, unless its owner says otherwise. */
  name?: string;
  onClose(): void;
}
