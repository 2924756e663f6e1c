import { stringifyError } from '@backstage/errors';
import {
  BookingAction,
  BOOKING_TRANSITIONS,
  dueTransition,
} from '@release-desk/plugin-releases-common';
import { touched, transact } from '../../database';
import { LeaseStore, lockEnvironments, StoredBooking } from '../store';
import { BookingWriter } from './BookingWriter';
import { EnvironmentsDependencies } from './dependencies';
import { LeaseWriter } from './LeaseWriter';
import { OWN_ACTOR } from './ownActor';

const AT_ONCE = 100;

/**
 * Begins, completes and expires bookings and notes no-shows, each in its own
 * transaction, so that nobody waits for all of it. For the scheduler. Answers
 * which.
 */
export async function bookingsByClock(
  options: Pick<
    EnvironmentsDependencies,
    | 'knex'
    | 'bookings'
    | 'catalogView'
    | 'clock'
    | 'logger'
    | 'policies'
    | 'waiting'
  > & {
    writer: BookingWriter;
    leases: LeaseStore;
    leaseWriter: LeaseWriter;
    signal?: AbortSignal;
  },
): Promise<string[]> {
  const { knex, bookings, clock, logger, signal } = options;
  const now = await clock(knex);
  let last: { dueAt: number; id: string } | undefined;
  const acted: string[] = [];
  for (;;) {
    const page = await bookings.due(now, last, AT_ONCE);
    for (const { id } of page) {
      if (signal?.aborted) return acted;
      try {
        if (await act(options, id)) acted.push(id);
      } catch (error) {
        // One that cannot be moved on must not keep the others from it.
        logger.error(
          `Could not move on booking ${id}: ${stringifyError(error)}`,
        );
      }
    }
    if (page.length < AT_ONCE) return acted;
    last = page.at(-1);
  }
}

async function act(
  options: Parameters<typeof bookingsByClock>[0],
  id: string,
): Promise<boolean> {
  const { knex, bookings, clock, writer, leases, leaseWriter } = options;
  const seen = await bookings.get(id);
  if (!seen) return false;
  const noShowMinutes = await noShowMinutesOf(options, seen);
  return transact(knex, async tx => {
    await lockEnvironments(tx, seen.environments);
    const now = await clock(tx);
    // Read again: somebody may have moved it meanwhile.
    const booking = await bookings.get(id, tx);
    if (booking?.revision !== seen.revision) return false;
    const held = await leases.heldBy(tx, id);
    const action = dueTransition({
      booking,
      now,
      noShowMinutes,
      held: held.length > 0,
    });
    for (const lease of held)
      await leaseWriter.expireWhenDue(
        tx,
        {
          environmentRef: lease.environmentRef,
          lastToken: lease.token,
          lease,
        },
        now,
      );
    if (!action) return false;
    // Its own time has passed, but it would take a later one.
    if (action === 'expire' && booking.status === 'pending') {
      const entry = await options.waiting.ofBooking(id, tx);
      if (entry?.status === 'waiting' || entry?.status === 'offered')
        return false;
    }
    const after = moved(booking, action, now);
    return writer.write(
      tx,
      { verb: action, before: booking, after },
      OWN_ACTOR,
    );
  });
}

function moved(
  booking: StoredBooking,
  action: BookingAction,
  now: number,
): StoredBooking {
  const at = new Date(now).toISOString();
  return {
    ...booking,
    ...touched(booking, OWN_ACTOR, now),
    status: BOOKING_TRANSITIONS[action].to,
    ...(action === 'activate' ? { activeSince: at } : { endedAt: at }),
  };
}

/** The strictest of its environments. */
async function noShowMinutesOf(
  options: Pick<EnvironmentsDependencies, 'catalogView' | 'policies'>,
  booking: StoredBooking,
): Promise<number | undefined> {
  const facts = await options.catalogView.getFacts(booking.environments);
  const policies = await options.policies.of(facts.values());
  const minutes = [...policies.values()].flatMap(
    policy => policy.noShowMinutes ?? [],
  );
  return minutes.length > 0 ? Math.min(...minutes) : undefined;
}
