import { randomUUID } from 'node:crypto';
import {
  ReleasesClient,
  WindowInput,
} from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import {
  componentRef,
  environmentRef,
  SYSTEMS,
  systemRef,
  teamRef,
} from './company';

const PARALLEL = 8;
const CHUNK = 100;

/** The month that is asked for: a year ahead, so that nothing else is in it. */
export const MONTH = DateTime.utc().startOf('month').plus({ months: 12 });

/**
 * Windows through the API, half of them recurring: each covers one system in
 * production, as most windows of a company do.
 */
export async function seedWindows(
  client: ReleasesClient,
  options: { from: number; to: number },
): Promise<void> {
  const indexes = range(options.from, options.to);
  await inParallel(indexes, index =>
    client.createWindow({ body: windowOf(index) }),
  );
}

function windowOf(index: number): WindowInput & { reason: string } {
  const recurring = index % 2 === 0;
  // Those that do not recur lie around today, before and after.
  const start = DateTime.utc()
    .startOf('day')
    .plus({ days: recurring ? -30 : (index % 120) - 60, hours: 18 });
  return {
    kind: index % 10 === 9 ? 'advisory' : 'freeze',
    title: `Window ${index}`,
    reason: 'Measured',
    owner: teamRef(index),
    schedule: {
      start: start.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
      timeZone: 'Europe/Berlin',
      duration: recurring ? 'P2DT16H' : 'PT12H',
      // Few enough occurrences that 20,000 windows can be entered in minutes.
      ...(recurring && { rrule: 'FREQ=MONTHLY;BYDAY=1FR' }),
    },
    selector: {
      system: [systemRef(index)],
      environmentTier: ['production'],
    },
  } as WindowInput & { reason: string };
}

/** The 500 items of the month, through the API, some falling into a freeze. */
export async function seedMonth(client: ReleasesClient): Promise<void> {
  const at = (hours: number) => MONTH.plus({ hours });
  await inParallel(range(0, 50), index =>
    client.createWindow({
      body: {
        ...windowOf(index),
        kind: 'freeze',
        schedule: {
          start: at(index * 12).toFormat("yyyy-MM-dd'T'HH:mm:ss"),
          timeZone: 'Europe/Berlin',
          duration: 'P1D',
        },
      },
    }),
  );
  await inParallel(range(0, 450), index =>
    client.createRelease({
      body: {
        title: `component-${index} 2.${index}.0`,
        owner: teamRef(index),
        entities: [{ ref: componentRef(index), version: `2.${index}.0` }],
        environments: [environmentRef(index)],
        start: at(index).toISO()!,
        end: at(index + 2).toISO()!,
        timeZone: 'Europe/Berlin',
      },
    }),
  );
}

/**
 * Releases spread over the years before, written straight into the timeline:
 * as many through the API would take the better part of an hour.
 */
export async function seedPast(knex: Knex, count: number): Promise<void> {
  const end = DateTime.utc().startOf('month').minus({ months: 3 }).toMillis();
  for (let from = 0; from < count; from += CHUNK) {
    const sources = range(from, Math.min(from + CHUNK, count)).map(index => ({
      id: randomUUID(),
      index,
      start: end - index * 1_800_000,
    }));
    await knex.transaction(async tx => {
      await tx('timeline_sources').insert(
        sources.map(({ id, index }) => ({
          source_id: id,
          kind: 'release',
          title: `component-${index} 1.${index}.0`,
          search_text: `component-${index} 1.${index}.0`,
          owner: teamRef(index),
          time_zone: 'Europe/Berlin',
          recurring: 0,
          status: 'released',
          revision: 1,
          entity_dims: 1,
          environment_dims: 1,
          expands: 0,
          binds_deploy: 1,
          settled: 1,
          data: JSON.stringify({
            selector: {
              ref: [componentRef(index)],
              environment: [environmentRef(index)],
            },
            entities: [{ ref: componentRef(index), version: `1.${index}.0` }],
          }),
        })),
      );
      await tx('timeline_items').insert(
        sources.map(({ id, start }) => ({
          id,
          source_id: id,
          kind: 'release',
          start_ms: start,
          end_ms: start + 7_200_000,
          span_class: 0,
        })),
      );
      await tx('timeline_scope_keys').insert(
        sources.flatMap(({ id, index }) => [
          {
            source_id: id,
            token: `ref=${componentRef(index)}`,
            dimension: 'ref',
            value: componentRef(index),
            is_environment: 0,
            pivot: 1,
          },
          {
            source_id: id,
            token: `environment=${environmentRef(index)}`,
            dimension: 'environment',
            value: environmentRef(index),
            is_environment: 1,
            pivot: 0,
          },
        ]),
      );
      await tx('timeline_touches').insert(
        sources.flatMap(({ id, index }) => [
          { source_id: id, token: `owner=${teamRef(index)}` },
          { source_id: id, token: `system=${systemRef(index % SYSTEMS)}` },
        ]),
      );
    });
  }
}

async function inParallel<T>(
  items: T[],
  deed: (item: T) => Promise<unknown>,
): Promise<void> {
  const queue = [...items];
  await Promise.all(
    Array.from({ length: PARALLEL }, async () => {
      for (let next = queue.shift(); next !== undefined; next = queue.shift())
        await deed(next);
    }),
  );
}

function range(from: number, to: number): number[] {
  return Array.from({ length: to - from }, (_, index) => from + index);
}
