import { CalendarViewProps } from '../gridView';
import { ListView } from '../list/ListView';

/** The items of the timeline's span, as the table that stands below its lanes. */
export function TimelineView(props: CalendarViewProps) {
  return <ListView {...props} />;
}
