import { Knex } from 'knex';
import { BigintColumn, chunksOf, Clock, transact } from '../../database';
import { Directory } from './Directory';

const DAYS = 'environments_use_days';
const ACTIVITY = 'environments_activity';
const STATE = 'environments_use_state';
const BOOKINGS = 'environments_bookings';
const PARTS = 'environments_booking_environments';
const DEPLOYMENTS = 'environments_deployments';

const DAY = 86_400_000;
const PAGE = 500;
/** A booking's change can be committed so long after the instant that it bears. */
const SLACK_MS = 5 * 60_000;
/** The board looks back for 30 of them. */
const KEPT_DAYS = 60;
/** What is reported so late counts only once all is counted anew. */
const LATE_DAYS = 2;

interface Ground {
  knex: Knex;
  clock: Clock;
  /** Absent where the catalog is out of reach: what is new in it is not noted then. */
  directory?: Directory;
  signal?: AbortSignal;
}

interface Changed {
  id: string;
  updated_at: BigintColumn;
}

interface TakenPlace {
  id: string;
  environment_ref: string;
  status: string;
  updated_at: BigintColumn;
  active_since: BigintColumn;
  ended_at: BigintColumn | null;
  occupied_to: BigintColumn;
}

/**
 * Counts in what changed since it was called last: the days on which each
 * environment had a booking that took place, or a deployment, and when the last
 * booking ended. Only ever adds, so that it may be done twice; for the scheduler,
 * on one replica at a time. Answers how many bookings it looked at.
 */
export async function rollUpUse(options: Ground): Promise<number> {
  const { knex, clock, directory, signal } = options;
  const now = await clock(knex);
  const today = dayOf(now);
  if (directory) await know(knex, await directory.all(), now);
  await countDeployments(knex, today - LATE_DAYS);
  await countActive(knex, today);
  let counted = 0;
  let after = { at: (await seenTo(knex)) - SLACK_MS, id: '' };
  while (!signal?.aborted) {
    const page = await changedAfter(knex, after);
    if (page.length === 0) break;
    const last = page[page.length - 1];
    after = { at: Number(last.updated_at), id: last.id };
    await transact(knex, tx => countPage(tx, page, now));
    counted += page.length;
  }
  await knex(DAYS)
    .where('day', '<', today - KEPT_DAYS)
    .delete();
  return counted;
}

/** And how far one has come with it. */
async function countPage(
  tx: Knex.Transaction,
  page: Changed[],
  now: number,
): Promise<void> {
  const seen = Number(page[page.length - 1].updated_at);
  await count(tx, await placesOf(tx, page), now);
  await tx(STATE)
    .where({ id: 'bookings' })
    .where('seen_to', '<', seen)
    .update({ seen_to: seen });
}

/** From what is true, from the beginning: whatever was counted before is gone. */
export async function rebuildUse(options: Ground): Promise<number> {
  const { knex, clock } = options;
  await transact(knex, async tx => {
    await tx(DAYS).delete();
    await tx(ACTIVITY).update({ last_booking_end: null });
    await tx(STATE).where({ id: 'bookings' }).update({ seen_to: 0 });
  });
  await countDeployments(knex, dayOf(await clock(knex)) - KEPT_DAYS);
  return rollUpUse(options);
}

async function seenTo(db: Knex): Promise<number> {
  const row = await db(STATE).where({ id: 'bookings' }).first('seen_to');
  return Number(row?.seen_to ?? 0);
}

/** From when an environment was seen first, it may stand idle. */
async function know(
  knex: Knex,
  known: Awaited<ReturnType<Directory['all']>>,
  now: number,
): Promise<void> {
  for (const chunk of chunksOf(known))
    await knex(ACTIVITY)
      .insert(
        chunk.map(({ environment }) => ({
          environment_ref: environment.ref,
          known_since: now,
        })),
      )
      .onConflict('environment_ref')
      .ignore();
}

async function changedAfter(
  db: Knex,
  after: { at: number; id: string },
): Promise<Changed[]> {
  return db(BOOKINGS)
    .where(later =>
      later
        .where('updated_at', '>', after.at)
        .orWhere(tie =>
          tie.where('updated_at', after.at).where('id', '>', after.id),
        ),
    )
    .orderBy(['updated_at', 'id'])
    .limit(PAGE)
    .select('id', 'updated_at');
}

function places(db: Knex): Knex.QueryBuilder {
  return db(`${BOOKINGS} as b`)
    .join(`${PARTS} as p`, 'p.booking_id', 'b.id')
    .whereNotNull('b.active_since')
    .select(
      'b.id',
      'b.status',
      'b.updated_at',
      'b.active_since',
      'b.ended_at',
      'p.environment_ref',
      'p.occupied_to',
    );
}

async function placesOf(
  db: Knex,
  bookings: { id: string }[],
): Promise<TakenPlace[]> {
  const found: TakenPlace[] = [];
  for (const chunk of chunksOf(bookings.map(({ id }) => id)))
    found.push(...(await places(db).whereIn('b.id', chunk)));
  return found;
}

/** A booking that goes on for days is not changed on each of them. */
async function countActive(knex: Knex, today: number): Promise<void> {
  const active: TakenPlace[] = await places(knex).where('b.status', 'active');
  await addDays(
    knex,
    active.map(({ environment_ref: ref }) => ({ ref, day: today })),
  );
}

async function countDeployments(knex: Knex, fromDay: number): Promise<void> {
  const rows: { environment_ref: string; day: BigintColumn }[] = await knex(
    DEPLOYMENTS,
  )
    .where('at', '>=', fromDay * DAY)
    .distinct(
      'environment_ref',
      knex.raw('cast(?? / ? as integer) as day', ['at', DAY]),
    );
  await addDays(
    knex,
    rows.map(({ environment_ref: ref, day }) => ({ ref, day: Number(day) })),
  );
}

async function count(
  tx: Knex.Transaction,
  taken: TakenPlace[],
  now: number,
): Promise<void> {
  const days: { ref: string; day: number }[] = [];
  const ends = new Map<string, number>();
  for (const place of taken) {
    const isOver = place.status !== 'active';
    const end = Math.min(
      isOver ? Number(place.ended_at ?? place.occupied_to) : now,
      now,
    );
    const ref = place.environment_ref;
    const first = Math.max(
      dayOf(Number(place.active_since)),
      dayOf(now) - KEPT_DAYS,
    );
    for (let day = first; day * DAY < end; day++) days.push({ ref, day });
    if (isOver) ends.set(ref, Math.max(ends.get(ref) ?? 0, end));
  }
  await addDays(tx, days);
  for (const [ref, end] of ends)
    await tx(ACTIVITY)
      .insert({
        environment_ref: ref,
        known_since: now,
        last_booking_end: end,
      })
      .onConflict('environment_ref')
      .merge({
        last_booking_end: tx.raw('case when ??.?? > ? then ??.?? else ? end', [
          ACTIVITY,
          'last_booking_end',
          end,
          ACTIVITY,
          'last_booking_end',
          end,
        ]),
      });
}

async function addDays(
  db: Knex,
  days: { ref: string; day: number }[],
): Promise<void> {
  const unique = new Map(days.map(item => [`${item.ref} ${item.day}`, item]));
  for (const chunk of chunksOf([...unique.values()]))
    await db(DAYS)
      .insert(chunk.map(({ ref, day }) => ({ environment_ref: ref, day })))
      .onConflict(['environment_ref', 'day'])
      .ignore();
}

function dayOf(instant: number): number {
  return Math.floor(instant / DAY);
}
