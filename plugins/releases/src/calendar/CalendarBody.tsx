import { lazy, Suspense } from 'react';
import { AgendaView } from './agenda/AgendaView';
import { GridSkeleton } from './GridSkeleton';
import { CalendarViewProps } from './gridView';
import { MonthView } from './month/MonthView';
import { WeekView } from './week/WeekView';

const ListView = lazy(() =>
  import('./list/ListView').then(m => ({ default: m.ListView })),
);
const TimelineView = lazy(() =>
  import('./timeline').then(m => ({ default: m.TimelineView })),
);

/** The view that is chosen. */
export function CalendarBody(props: CalendarViewProps) {
  switch (props.period.view) {
    case 'month':
      return <MonthView {...props} />;
    case 'week':
      return <WeekView {...props} />;
    case 'agenda':
      return <AgendaView {...props} />;
    default:
      return (
        <Suspense fallback={<GridSkeleton />}>
          {props.period.view === 'list' ? (
            <ListView {...props} />
          ) : (
            <TimelineView {...props} />
          )}
        </Suspense>
      );
  }
}
