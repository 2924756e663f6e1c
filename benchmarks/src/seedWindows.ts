import { ReleasesClient } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { DateTime } from 'luxon';
import { SYSTEMS, systemRef, teamRef } from './company';
import { forEachIndex } from './parallel';

type NewWindow = Parameters<ReleasesClient['createWindow']>[0]['body'];

const TITLE = 'Window';

/**
 * Windows through the API, half of them recurring: each covers one system in
 * production, as most windows of a company do.
 */
export async function seedWindows(
  client: ReleasesClient,
  count: number,
): Promise<void> {
  await forEachIndex(count, index =>
    client.createWindow({ body: windowOf(index) }),
  );
}

function windowOf(index: number): NewWindow {
  // Of the windows of each system, every other one.
  const recurring = Math.floor(index / SYSTEMS) % 2 === 0;
  // Those that do not recur lie around today, before and after.
  const start = DateTime.utc()
    .startOf('day')
    .plus({ days: recurring ? -30 : (index % 120) - 60, hours: 18 });
  return {
    kind: index % 10 === 9 ? 'advisory' : 'freeze',
    title: `${TITLE} ${index}`,
    reason: 'Measured',
    owner: teamRef(index),
    schedule: {
      start: start.toFormat("yyyy-MM-dd'T'HH:mm:ss"),
      timeZone: 'Europe/Berlin',
      duration: recurring ? 'P2DT16H' : 'PT12H',
      ...(recurring && { rrule: 'FREQ=MONTHLY;BYDAY=1FR' }),
    },
    selector: {
      system: [systemRef(index)],
      environmentTier: ['production'],
    },
  };
}

/** Where a window leaves rows, with the columns that begin with its id. */
const TABLES: [table: string, source: string, ids: string[]][] = [
  ['timeline_sources', 'source_id', ['source_id']],
  ['timeline_items', 'source_id', ['id', 'source_id']],
  ['timeline_scope_keys', 'source_id', ['source_id']],
  ['timeline_touches', 'source_id', ['source_id']],
  [
    'timeline_collisions',
    'other_source_id',
    ['other_item_id', 'other_source_id'],
  ],
  ['calendar_windows', 'id', ['id']],
];

/**
 * As many windows again, `times` over, each like the one that it is a copy of
 * but for its id: written row by row, because entering them through the API
 * takes the better part of an hour.
 */
export async function copyWindows(knex: Knex, times: number): Promise<void> {
  const originals = (
    await knex('calendar_windows')
      .where('title', 'like', `${TITLE} %`)
      .select('id')
  ).map(({ id }) => id);
  for (let copy = 1; copy <= times; copy++) {
    const prefix = `copy${String(copy).padStart(3, '0')}`;
    for (const [table, source, ids] of TABLES) {
      const columns = Object.keys(await knex(table).columnInfo());
      for (let from = 0; from < originals.length; from += 500) {
        const copies = knex(table)
          .whereIn(source, originals.slice(from, from + 500))
          .select(
            columns.map(column =>
              ids.includes(column)
                ? knex.raw(`'${prefix}' || substr(??, ?)`, [
                    column,
                    prefix.length + 1,
                  ])
                : column,
            ),
          );
        await knex(
          knex.raw(`?? (${columns.map(() => '??').join(', ')})`, [
            table,
            ...columns,
          ]),
        ).insert(copies);
      }
    }
  }
}
