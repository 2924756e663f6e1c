import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Booking,
  EnvironmentRow,
  TimelineItem,
} from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../api';
import { loadTimeline, QueryState, useQuery } from '../../shared/data';
import { inZone } from '../../shared/time';
import { Clock, loadAll } from '../shared';
import { BoardFilter, isFiltered } from './useBoardUrl';

export const WEEK_DAYS = 7;
const MAX_BOOKINGS = 3000;

/** Every environment that one may see, and those that the filter leaves. */
export function useBoard(filter: BoardFilter): {
  all: QueryState<EnvironmentRow[]>;
  shown: QueryState<EnvironmentRow[]>;
} {
  const api = useApi(releasesApiRef);
  const all = useQuery('board', signal =>
    loadAll(paging => api.listEnvironments({ query: paging }, { signal })),
  );
  const { q, tier, class: lifecycle, owner, system, only } = filter;
  const narrow = isFiltered(filter) ? JSON.stringify(filter) : undefined;
  const narrowed = useQuery(narrow, signal =>
    loadAll(paging =>
      api.listEnvironments(
        { query: { q, tier, lifecycle, owner, system, only, ...paging } },
        { signal },
      ),
    ),
  );
  return { all, shown: narrow === undefined ? all : narrowed };
}

/** Seven days from the beginning of today, half-open. */
export function weekOf(clock: Clock): { from: string; to: string } {
  const start = inZone(clock.now, clock.timeZone).startOf('day');
  return {
    from: start.toUTC().toISO()!,
    to: start.plus({ days: WEEK_DAYS }).toUTC().toISO()!,
  };
}

const IN_LANES = ['pending', 'approved', 'active'] as const;

export interface BoardWeek {
  bookings: Booking[];
  freezes: TimelineItem[];
}

/** What is booked and frozen in the week of the lanes. */
export function useBoardWeek(clock: Clock): QueryState<BoardWeek> {
  const api = useApi(releasesApiRef);
  const { from, to } = weekOf(clock);
  return useQuery(`week ${from}`, async signal => {
    const [bookings, freezes] = await Promise.all([
      loadAll(
        paging =>
          api.listBookings(
            { query: { from, to, status: [...IN_LANES], ...paging } },
            { signal },
          ),
        MAX_BOOKINGS,
      ),
      loadTimeline(api, { from, to, kind: ['freeze'] }, signal),
    ]);
    return {
      bookings,
      freezes: freezes.filter(({ enforcement }) => enforcement !== 'info'),
    };
  });
}
