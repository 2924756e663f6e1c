import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';

export const ZONE = 'Europe/Berlin';

const PARALLEL = 8;
const LOCAL = "yyyy-MM-dd'T'HH:mm:ss";
const OWNERS = ['team-checkout', 'team-orders', 'team-cart', 'team-ledger'];
const STATUSES = ['planned', 'ready', 'in-progress', 'released'] as const;

/** What there is in the catalog to plan for. */
export interface Places {
  components: string[];
  systems: string[];
  environments: string[];
}

export async function readPlaces(url: string, token: string): Promise<Places> {
  const read = async (filter: string) => {
    const answer = await fetch(
      `${url}/api/catalog/entity-facets?facet=metadata.name&filter=${filter}`,
      { headers: { Authorization: `Bearer ${token}` } },
    );
    if (!answer.ok) throw new Error(`The catalog answered ${answer.status}`);
    const { facets } = await answer.json();
    const names: string[] = facets['metadata.name'].map(
      ({ value }: { value: string }) => value,
    );
    if (names.length === 0)
      throw new Error(`Nothing in the catalog: ${filter}`);
    const kind = /kind=(\w+)/.exec(filter)![1];
    return names.sort().map(name => `${kind}:default/${name}`);
  };
  return {
    components: await read('kind=component'),
    systems: await read('kind=system'),
    environments: await read('kind=resource,spec.type=environment'),
  };
}

/**
 * Fills the month of `now` through the API: releases in working hours, so
 * that they lie side by side, and among each 50 of them a freeze that some
 * fall into, an allow window and an event.
 */
export async function fillMonth(
  client: ReleasesClient,
  options: { count: number; now: DateTime; places: Places },
): Promise<void> {
  const { count, now, places } = options;
  const queue = Array.from({ length: count }, (_, index) => index);
  const deed = (index: number) => {
    switch (index % 50) {
      case 10:
        return client.createWindow({ body: windowOf('freeze', index) });
      case 20:
        return client.createWindow({ body: windowOf('allow', index) });
      case 30:
        return client.createEvent({ body: eventOf(index) });
      default:
        return client.createRelease({ body: releaseOf(index) });
    }
  };
  const month = now.setZone(ZONE).startOf('month');
  const days = month.daysInMonth!;
  const pick = <T>(from: readonly T[], index: number) =>
    from[spread(index, 4) % from.length];
  const owner = (index: number) => `group:default/${pick(OWNERS, index)}`;
  const startOf = (index: number) =>
    month.plus({ days: spread(index, 1) % days }).set({
      hour: 7 + (spread(index, 2) % 12),
      minute: (spread(index, 3) % 12) * 5,
    });
  const scheduleOf = (index: number, duration: string) => ({
    start: startOf(index).toFormat(LOCAL),
    timeZone: ZONE,
    duration,
  });

  function releaseOf(index: number) {
    const start = startOf(index);
    return {
      title: `Planned change ${index}`,
      owner: owner(index),
      entities: [
        { ref: pick(places.components, index), version: `2.${index}.0` },
      ],
      environments: [pick(places.environments, index)],
      start: start.toUTC().toISO()!,
      end: start
        .plus({ minutes: 30 + (index % 4) * 30 })
        .toUTC()
        .toISO()!,
      timeZone: ZONE,
      status: pick(STATUSES, index),
    };
  }

  function windowOf(kind: 'freeze' | 'allow', index: number) {
    return {
      kind,
      title: `Window ${index}`,
      reason: 'Measured',
      owner: owner(index),
      enforcement: index % 100 < 50 ? ('soft' as const) : ('hard' as const),
      schedule: scheduleOf(index, index % 4 === 2 ? 'P2D' : 'PT8H'),
      selector: { system: [pick(places.systems, index)] },
    };
  }

  function eventOf(index: number) {
    return {
      kind: 'business' as const,
      category: 'other' as const,
      title: `Event ${index}`,
      owner: owner(index),
      schedule: scheduleOf(index, 'P1D'),
      selector: { system: [pick(places.systems, index)] },
    };
  }

  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift())
        await deed(next);
    }),
  );
}

/** The same for each run, and without a pattern (Knuth's multiplicative hash). */
function spread(index: number, salt: number): number {
  const mixed = Math.imul(index + salt * 7919, 2654435761);
  return (mixed ^ (mixed >>> 15)) >>> 8;
}

/** The items of the month of `now`. */
export async function countMonth(
  client: ReleasesClient,
  now: DateTime,
): Promise<number> {
  const month = now.setZone(ZONE).startOf('month');
  let count = 0;
  let cursor: string | undefined;
  do {
    const page = await client.getTimeline({
      query: {
        from: month.toUTC().toISO()!,
        to: month.plus({ months: 1 }).toUTC().toISO()!,
        limit: 1000,
        cursor,
      },
    });
    count += page.items.length;
    cursor = page.pageInfo.nextCursor;
  } while (cursor !== undefined);
  return count;
}
