import { useApi } from '@backstage/frontend-plugin-api';
import type {
  Booking,
  BookingUsage,
  EnvironmentRow,
  EnvironmentTier,
  TimelineItem,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import { ReleasesApi, releasesApiRef } from '../../../api';
import { loadTimeline, QueryState, useQuery } from '../../../shared/data';
import { loadAll } from '../../shared';

export interface BookingsQuestion {
  from: string;
  to: string;
  tier: string[];
  environment: string[];
  owner: string[];
  group: string[];
  usage: BookingUsage[];
  q?: string;
}

export interface BookingsData {
  rows: EnvironmentRow[];
  bookings: Booking[];
  /** Those that wait or have an offer, in their order. */
  waiting: WaitingEntry[];
  freezes: TimelineItem[];
}

const MOST = 10_000;

async function load(
  api: ReleasesApi,
  question: BookingsQuestion,
  signal: AbortSignal,
): Promise<BookingsData> {
  const { from, to, tier, environment, owner, group, usage, q } = question;
  const call = { signal };
  const none = <T>(list: T[]) => (list.length > 0 ? list : undefined);
  const [rows, bookings, waiting, freezes] = await Promise.all([
    loadAll(
      paging =>
        api.listEnvironments(
          {
            query: {
              tier: none(tier as EnvironmentTier[]),
              environmentRef: none(environment),
              owner: none(owner),
              ...paging,
            },
          },
          call,
        ),
      MOST,
    ),
    loadAll(
      paging =>
        api.listBookings(
          {
            query: {
              from,
              to,
              environmentRef: none(environment),
              groupRef: none(group),
              usage: none(usage),
              q,
              ...paging,
            },
          },
          call,
        ),
      MOST,
    ),
    // A lane without its queue is worth more than no lane.
    loadAll(
      paging => api.listWaiting({ query: paging }, call),
    ).catch((): WaitingEntry[] => []),
    loadTimeline(api, { from, to, kind: ['freeze'] }, signal).catch(
      (): TimelineItem[] => [],
    ),
  ]);
  const here = new Set(rows.map(({ environment: { ref } }) => ref));
  return {
    rows,
    bookings: bookings.filter(booking =>
      booking.environments.some(ref => here.has(ref)),
    ),
    waiting: waiting.filter(
      ({ status }) => status === 'waiting' || status === 'offered',
    ),
    freezes: freezes.filter(({ enforcement }) => enforcement !== 'info'),
  };
}

/** What the view of bookings is made of, asked for together. */
export function useBookingsData(
  question: BookingsQuestion,
): QueryState<BookingsData> {
  const api = useApi(releasesApiRef);
  return useQuery(JSON.stringify(question), signal =>
    load(api, question, signal),
  );
}
