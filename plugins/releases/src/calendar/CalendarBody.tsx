import { lazy, Suspense, useDeferredValue, useMemo } from 'react';
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

/**
 * The view that is chosen. Thousands of items take a while to draw: the button
 * that was pressed shows it at once, and the last view stays until then.
 */
export function CalendarBody(props: CalendarViewProps) {
  const { period, items } = props;
  const shown = useDeferredValue(
    useMemo(() => ({ period, items }), [period, items]),
  );
  const viewProps = { ...props, ...shown };
  switch (shown.period.view) {
    case 'month':
      return <MonthView {...viewProps} />;
    case 'week':
      return <WeekView {...viewProps} />;
    case 'agenda':
      return <AgendaView {...viewProps} />;
    default:
      return (
        <Suspense fallback={<GridSkeleton />}>
          {shown.period.view === 'list' ? (
            <ListView {...viewProps} />
          ) : (
            <TimelineView {...viewProps} />
          )}
        </Suspense>
      );
  }
}
