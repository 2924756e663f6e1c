import { lazy, memo, Suspense, useMemo } from 'react';
import { useLater } from '../shared/paint';
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

const ShownView = memo(function ShownView(props: CalendarViewProps) {
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
});

/**
 * The view that is chosen. Thousands of items take a while to draw: the button
 * that was pressed shows it at once, and so does the panel; the last view stays
 * until then.
 */
export function CalendarBody(props: CalendarViewProps) {
  const { period, items, selected } = props;
  const shown = useLater(
    useMemo(() => ({ period, items, selected }), [period, items, selected]),
  );
  return <ShownView {...props} {...shown} />;
}
