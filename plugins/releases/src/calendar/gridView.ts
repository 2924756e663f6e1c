import type { TimelineItem } from '@release-desk/plugin-releases-common';
import type { Day } from './layout';
import type { MoveControl } from './move';
import type { Period } from './period';

/** What every view of the calendar gets. */
export interface CalendarViewProps {
  period: Period;
  /** Filtered, by start. */
  items: TimelineItem[];
  /** Of the viewer. */
  timeZone: string;
  now: number;
  /** Id of the item in the side panel. */
  selected?: string;
  move: MoveControl;
  onSelect(id: string): void;
  /** Shows everything of a day, `YYYY-MM-DD`. */
  onOpenDay(iso: string): void;
  onGoTo(iso: string): void;
  /** Creates something on a day. */
  onCreate(day: Pick<Day, 'iso'>): void;
}
