import { CalendarView, CALENDAR_VIEWS } from '../shared/url';
import { ShownView } from './period';

/** Which views a width offers; below 600 px there is only the agenda. */
export function viewsFor(width: { isSmall: boolean; isMedium: boolean }): {
  offered: CalendarView[];
  resolve(wanted: CalendarView | undefined): ShownView;
} {
  const { isSmall, isMedium } = width;
  if (isSmall) return { offered: [], resolve: () => 'agenda' };
  if (isMedium)
    return {
      offered: ['week', 'list'],
      resolve: wanted => (wanted === 'list' ? 'list' : 'week'),
    };
  return {
    offered: [...CALENDAR_VIEWS],
    resolve: wanted => wanted ?? 'month',
  };
}
