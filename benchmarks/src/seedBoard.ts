import { randomUUID } from 'node:crypto';
import { Knex } from 'knex';
import {
  BOARD_ENVIRONMENTS,
  boardEnvironment,
  boardTeam,
} from './boardCompany';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const CHUNK = 20;

interface Seeded {
  start: number;
  end: number;
  status: 'active' | 'approved' | 'completed';
}

/**
 * In each environment somebody who has it now, others every six hours from then
 * on, and the rest of the bookings in the past. Entered as rows: the API takes
 * none that has been.
 */
export async function seedBoard(knex: Knex, count: number): Promise<void> {
  const now = Date.now();
  const perEnvironment = Math.ceil(count / BOARD_ENVIRONMENTS);
  for (let index = 0; index < BOARD_ENVIRONMENTS; index++) {
    const bookings = Array.from({ length: perEnvironment }, (_, at) =>
      seeded(at, now),
    );
    await knex.transaction(async tx => {
      await tx('environments_locks').insert({
        environment_ref: boardEnvironment(index),
        last_token: 0,
        last_ticket: 0,
      });
      for (let from = 0; from < bookings.length; from += CHUNK)
        await insert(tx, index, bookings.slice(from, from + CHUNK), now);
      await tx('environments_use_days').insert(
        Array.from({ length: 20 }, (_, days) => ({
          environment_ref: boardEnvironment(index),
          day: Math.floor(now / DAY) - days,
        })),
      );
    });
  }
}

function seeded(at: number, now: number): Seeded {
  if (at === 0)
    return { start: now - HOUR, end: now + 2 * HOUR, status: 'active' };
  if (at <= 40) {
    const start = now + at * 6 * HOUR;
    return { start, end: start + 2 * HOUR, status: 'approved' };
  }
  const start = now - at * 8 * HOUR;
  return { start, end: start + 4 * HOUR, status: 'completed' };
}

async function insert(
  tx: Knex.Transaction,
  index: number,
  bookings: Seeded[],
  now: number,
): Promise<void> {
  const ids = bookings.map(() => randomUUID());
  await tx('environments_bookings').insert(
    bookings.map(({ start, end, status }, at) => ({
      id: ids[at],
      purpose: 'Regression of release 26.11',
      purpose_lower: 'regression of release 26.11',
      usage: 'regression',
      mode: 'exclusive',
      status,
      start_at: start,
      end_at: end,
      time_zone: 'Europe/Berlin',
      setup_minutes: 0,
      teardown_minutes: 0,
      group_ref: boardTeam(index + at),
      requested_by: 'user:default/guest',
      priority: 'normal',
      links: '[]',
      notes: '',
      consents: '[]',
      active_since: status === 'approved' ? null : start,
      ended_at: status === 'completed' ? end : null,
      // Nothing is due while it is measured.
      due_at: null,
      revision: 1,
      created_at: now,
      created_by: 'user:default/guest',
      updated_at: now,
      updated_by: 'user:default/guest',
    })),
  );
  await tx('environments_booking_environments').insert(
    bookings.map(({ start, end, status }, at) => ({
      booking_id: ids[at],
      position: 0,
      environment_ref: boardEnvironment(index),
      approval: JSON.stringify({
        environmentRef: boardEnvironment(index),
        status: 'approved',
        by: 'policy',
      }),
      standing: status === 'completed' ? 0 : 1,
      occupied_from: start,
      occupied_to: end,
      // At most a day long.
      span_class: 0,
    })),
  );
}
