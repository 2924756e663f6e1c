import {
  Booking,
  bookingRequestSchema,
  BookingRequest,
  ReleasesClient,
} from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import { BOOKING_ROWS, BookingRow } from './bookingRows';
import { at, Days, HOME_ZONE, instant } from './days';
import { keyOf, planLink } from './mark';
import { Tally } from './reconcile';

/** Mira's; what the others have booked is entered by the second identity. */
const MINE = 'checkout';
const CONFLICT = 409;

/** A booking and what is done with it, by a key that names its day. */
export interface ExampleBooking {
  row: BookingRow;
  body: BookingRequest;
}

/** Bookings around a day, by their key: those of another day are others. */
export function exampleBookings(days: Days): Map<string, ExampleBooking> {
  return new Map(
    BOOKING_ROWS.map(row => {
      const day = Array.isArray(row.day)
        ? days.inWeek(...row.day)
        : days.inDays(row.day.inDays);
      const key = `${row.key}-${day.toISODate()}`;
      return [key, { row, body: bodyOf(row, key, day) }];
    }),
  );
}

function bodyOf(row: BookingRow, key: string, day: DateTime): BookingRequest {
  const start = at(day, row.from);
  const week = `${day.weekYear % 100}.${String(day.weekNumber).padStart(
    2,
    '0',
  )}`;
  return bookingRequestSchema.parse({
    environments: row.environments.map(name => `resource:default/${name}`),
    purpose: row.purpose.replace('{week}', week),
    usage: row.usage,
    mode: row.mode,
    start: instant(start),
    end: instant(start.plus({ hours: row.hours })),
    timeZone: HOME_ZONE,
    setupMinutes: row.setupMinutes,
    teardownMinutes: row.teardownMinutes,
    onBehalfOf: `group:default/team-${row.team}`,
    priority: row.priority,
    links: [planLink(key)],
    notes: row.notes,
    ifTaken: row.waits ? 'wait' : 'refuse',
  });
}

/**
 * Books what is not booked yet. Unlike the rest of the examples a booking is
 * never moved: what has begun or is over stays as it was. One whose day has begun
 * already begins now. Without a second identity the other teams book nothing.
 */
export async function loadBookings(options: {
  client: ReleasesClient;
  approver?: ReleasesClient;
  days: Days;
  now?: DateTime;
}): Promise<Tally> {
  const { client, approver, days, now = DateTime.now() } = options;
  const known = await bookedKeys(client, days);
  const tally: Tally = { created: 0, changed: 0, kept: 0 };
  for (const [key, { row, body }] of exampleBookings(days)) {
    const who = row.team === MINE ? client : approver;
    const moved = fromNow(body, now);
    if (known.has(key)) tally.kept += 1;
    else if (who && moved) {
      const made = await unlessTaken(who.createBooking({ body: moved }));
      if (!made) continue;
      tally.created += 1;
      await follow(made, { row, who, approver });
    }
  }
  return tally;
}

async function bookedKeys(
  client: ReleasesClient,
  days: Days,
): Promise<Set<string>> {
  const keys = new Set<string>();
  let cursor: string | undefined;
  do {
    const page = await client.listBookings({
      query: { from: instant(days.inDays(-7)), limit: 500, cursor },
    });
    for (const item of page.items) keys.add(keyOf(item) ?? '');
    cursor = page.pageInfo.nextCursor;
  } while (cursor);
  return keys;
}

/** Nobody books the past: what is left of it, or nothing. */
function fromNow(
  body: BookingRequest,
  now: DateTime,
): BookingRequest | undefined {
  const soon = now.startOf('minute').plus({ minutes: 1 }).toMillis();
  if (Date.parse(body.start) >= soon) return body;
  const isOver = Date.parse(body.end) < soon + 30 * 60_000;
  return isOver ? undefined : { ...body, start: new Date(soon).toISOString() };
}

/** Whoever uses the portal may have been faster: then it is theirs. */
async function unlessTaken(
  created: Promise<Booking>,
): Promise<Booking | undefined> {
  try {
    return await created;
  } catch (error) {
    const { statusCode } = error as { statusCode?: number };
    if (statusCode === CONFLICT) return undefined;
    throw error;
  }
}

async function follow(
  made: Booking,
  how: { row: BookingRow; who: ReleasesClient; approver?: ReleasesClient },
): Promise<void> {
  const { row, who, approver } = how;
  const params = { id: made.id };
  let booking = made;
  if (row.waits && booking.status === 'pending')
    await who.joinWaitingList({ params, body: {} });
  if (row.approved && booking.status === 'pending' && approver)
    booking = await approver.approveBooking({
      params,
      revision: booking.revision,
      body: {},
    });
  const hasBegun = Date.parse(booking.start) - Date.now() < 2 * 60_000;
  if (row.begun && booking.status === 'approved' && hasBegun)
    await unlessTaken(
      who.activateBooking({ params, revision: booking.revision, body: {} }),
    );
}
