import { useApi } from '@backstage/frontend-plugin-api';
import {
  attestationOf,
  Booking,
  Claim,
  EnvironmentRow,
} from '@release-desk/plugin-releases-common';
import { releasesApiRef } from '../../api';
import { QueryState, useQuery } from '../../shared/data';
import { inZone } from '../../shared/time';
import { Clock, loadAll } from '../shared';

const HOUR = 3_600_000;
const AHEAD_DAYS = 30;

export interface GroupEnvironments {
  owned: EnvironmentRow[];
  mustAttest: { claim: Claim; dueAt: string }[];
  /** What it has and has asked for, by start. */
  bookings: Booking[];
  /** Hours of this week that it holds or has held. */
  hoursThisWeek: number;
}

/** The hours of these bookings that lie within a span. */
export function hoursWithin(
  bookings: Booking[],
  span: { start: number; end: number },
): number {
  return bookings.reduce((sum, { start, end, endedAt }) => {
    const from = Math.max(Date.parse(start), span.start);
    const to = Math.min(Date.parse(endedAt ?? end), span.end);
    return sum + Math.max(0, to - from) / HOUR;
  }, 0);
}

/** What a group owns, must attest and has booked. */
export function useGroupEnvironments(
  group: string,
  clock: Clock,
): QueryState<GroupEnvironments> {
  const api = useApi(releasesApiRef);
  const { now, timeZone } = clock;
  const monday = inZone(now, timeZone).startOf('week');
  const from = monday.toUTC().toISO()!;
  return useQuery(`group ${group} ${from}`, async signal => {
    const [owned, claims, bookings] = await Promise.all([
      loadAll(paging =>
        api.listEnvironments(
          { query: { owner: [group], ...paging } },
          { signal },
        ),
      ),
      loadAll(paging =>
        api.listClaims(
          {
            query: {
              group: [group],
              status: ['active', 'handover-offered'],
              ...paging,
            },
          },
          { signal },
        ),
      ),
      loadAll(paging =>
        api.listBookings(
          {
            query: {
              groupRef: [group],
              status: ['pending', 'approved', 'active', 'completed'],
              from,
              to: monday.plus({ days: AHEAD_DAYS }).toUTC().toISO()!,
              ...paging,
            },
          },
          { signal },
        ),
      ),
    ]);
    return {
      owned,
      mustAttest: claims
        .flatMap(claim => {
          const attestation = attestationOf(claim, now);
          return attestation && attestation.state !== 'attested'
            ? [{ claim, dueAt: attestation.dueAt }]
            : [];
        })
        .sort((one, other) => one.dueAt.localeCompare(other.dueAt)),
      bookings: bookings.filter(
        ({ status, end }) => status !== 'completed' && Date.parse(end) > now,
      ),
      hoursThisWeek: hoursWithin(
        bookings.filter(({ status }) => status !== 'pending'),
        {
          start: monday.toMillis(),
          end: monday.plus({ weeks: 1 }).toMillis(),
        },
      ),
    };
  });
}
