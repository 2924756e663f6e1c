import { randomUUID } from 'node:crypto';
import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import {
  componentRef,
  domainRef,
  environmentRef,
  systemRef,
  teamRef,
} from './company';
import { forEachIndex, range } from './parallel';

const CHUNK = 100;

/** The month that is asked for: a year ahead of all others. */
export const MONTH = DateTime.utc().startOf('month').plus({ months: 12 });
export const MONTH_ITEMS = 500;

const FREEZES = 50;

/**
 * The items of the month, through the API. There are always two freezes, each of
 * a domain in production; a tenth of the releases fall into one.
 */
export async function seedMonth(client: ReleasesClient): Promise<void> {
  const at = (hours: number) => MONTH.plus({ hours });
  await forEachIndex(FREEZES, index =>
    client.createWindow({
      body: {
        kind: 'freeze',
        title: `Freeze ${index}`,
        reason: 'Measured',
        owner: teamRef(index),
        schedule: {
          start: at(index * 12).toFormat("yyyy-MM-dd'T'HH:mm:ss"),
          timeZone: 'UTC',
          duration: 'P1D',
        },
        selector: {
          // Every other one shares its domain with the one before.
          domain: [domainRef(Math.floor(index / 2))],
          environmentTier: ['production'],
        },
      },
    }),
  );
  await forEachIndex(MONTH_ITEMS - FREEZES, index =>
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
          { source_id: id, token: `system=${systemRef(index)}` },
        ]),
      );
    });
  }
}
