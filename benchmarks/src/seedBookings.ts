import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import { ENVIRONMENTS, teamRef } from './company';
import { range } from './parallel';

const HOUR = 3_600_000;
const CHUNK = 50;

/** Where a booking leaves rows, with the columns that hold its id and its times. */
const TABLES: [
  table: string,
  ids: string[],
  starts: string[],
  ends: string[],
][] = [
  ['environments_bookings', ['id'], ['start_at', 'due_at'], ['end_at']],
  [
    'environments_booking_environments',
    ['booking_id'],
    ['occupied_from'],
    ['occupied_to'],
  ],
  ['timeline_sources', ['source_id'], [], []],
  ['timeline_items', ['id', 'source_id'], ['start_ms'], ['end_ms']],
  ['timeline_scope_keys', ['source_id'], [], []],
  ['timeline_touches', ['source_id'], [], []],
];

/** The first half of every hour, from a year ago on, in every environment. */
export async function seedBookings(
  knex: Knex,
  options: {
    /** Ids of one booking in each environment, made through the API. */
    originals: string[];
    count: number;
  },
): Promise<void> {
  const { originals, count } = options;
  const first = Math.floor(Date.now() / HOUR) * HOUR - 365 * 24 * HOUR;
  const perEnvironment = Math.ceil(count / ENVIRONMENTS.length);
  for (const [lane, original] of originals.entries()) {
    const templates = new Map<string, Record<string, unknown>[]>();
    for (const [table, ids] of TABLES)
      templates.set(
        table,
        await knex(table).where(ids.at(-1)!, original).select(),
      );
    for (let from = 0; from < perEnvironment; from += CHUNK) {
      const copies = range(from, Math.min(from + CHUNK, perEnvironment)).map(
        index => ({ index, id: randomUUID(), start: first + index * HOUR }),
      );
      await knex.transaction(async tx => {
        for (const [table, ids, starts, ends] of TABLES) {
          const rows = copies.flatMap(({ index, id, start }) =>
            templates.get(table)!.map(row => {
              const copy = { ...row };
              for (const name of ids)
                copy[name] = String(row[name]).replace(original, id);
              for (const name of starts) copy[name] = start;
              for (const name of ends) copy[name] = start + HOUR / 2;
              if ('group_ref' in copy) copy.group_ref = teamRef(index + lane);
              return copy;
            }),
          );
          for (let at = 0; at < rows.length; at += CHUNK)
            await tx(table).insert(rows.slice(at, at + CHUNK));
        }
      });
    }
  }
}
