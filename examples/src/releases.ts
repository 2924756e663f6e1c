import {
  ReleaseInput,
  releaseInputSchema,
  ReleaseStatus,
} from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import { at, Days, HOME_ZONE, instant } from './days';
import { planLink } from './mark';
import { RELEASE_ROWS, ReleaseRow } from './releaseRows';

/** Releases, by their key. */
export function exampleReleases(days: Days): Map<string, ReleaseInput> {
  return new Map(RELEASE_ROWS.map(row => [row.key, releaseOf(row, days)]));
}

function releaseOf(row: ReleaseRow, days: Days): ReleaseInput {
  const day = Array.isArray(row.day)
    ? days.inWeek(...row.day)
    : days.inDays(row.day.inDays);
  const timeZone = row.us ? 'America/New_York' : HOME_ZONE;
  const start = at(day.setZone(timeZone, { keepLocalTime: true }), row.time);
  return releaseInputSchema.parse({
    title: row.title,
    owner: `group:default/${row.owner}`,
    entities: row.ships.map(([ref, version, before]) => ({
      ref: ref.replace(':', ':default/'),
      version: dated(version, day),
      ...(before && { previousVersion: before }),
    })),
    environments: row.to.map(name => `resource:default/${name}`),
    start: instant(start),
    end: instant(start.plus({ hours: row.hours })),
    timeZone,
    status: statusOf(row, day, days.today),
    links: [planLink(row.key)],
    notes: row.notes ?? '',
  });
}

/** Follows from the day alone, so that a run in the evening changes nothing. */
function statusOf(
  row: ReleaseRow,
  day: DateTime,
  today: DateTime,
): ReleaseStatus {
  if (day < today) return row.outcome ?? 'released';
  if (!Array.isArray(row.day) && day.equals(today)) return 'in-progress';
  return row.ready ? 'ready' : 'planned';
}

function dated(version: string, day: DateTime): string {
  return version
    .replace('{year}', String(day.weekYear))
    .replace('{week}', String(day.weekNumber).padStart(2, '0'));
}
