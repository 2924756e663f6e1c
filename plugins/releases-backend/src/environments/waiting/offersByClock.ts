import { stringifyError } from '@backstage/errors';
import { transact } from '../../database';
import { EnvironmentsDependencies } from '../service';
import { lockEnvironments } from '../store';
import { Offers } from './Offers';

const AT_ONCE = 100;
/** Who waits for several environments at once ties them together. */
const MOST_ROUNDS = 20;

type Options = Pick<
  EnvironmentsDependencies,
  'knex' | 'bookings' | 'waiting' | 'clock' | 'logger'
> & { offers: Offers; signal?: AbortSignal };

/**
 * Lets offers lapse that nobody answered and makes them to the next, and ends
 * the waiting of those whose time has passed. For the scheduler. Answers the ids
 * of bookings whose place has been looked at and changed.
 */
export async function offersByClock(options: Options): Promise<string[]> {
  const { knex, clock, waiting, logger, signal } = options;
  const seen = new Set<string>();
  const acted: string[] = [];
  for (;;) {
    const due = await waiting.due(await clock(knex), AT_ONCE);
    const fresh = due.filter(id => !seen.has(id));
    for (const id of fresh) {
      if (signal?.aborted) return acted;
      seen.add(id);
      try {
        if ((await lookAt(options, id)) > 0) acted.push(id);
      } catch (error) {
        logger.error(
          `Could not look at who waits with booking ${id}: ${stringifyError(
            error,
          )}`,
        );
      }
    }
    if (fresh.length === 0 || due.length < AT_ONCE) return acted;
  }
}

async function lookAt(options: Options, id: string): Promise<number> {
  const { knex, clock, offers, waiting } = options;
  const environments = await together(options, id);
  return transact(knex, async tx => {
    await lockEnvironments(tx, environments);
    const now = await clock(tx);
    const changed = await offers.make(tx, { environments, now });
    // Who was only looked at is due again when something happens.
    for (const entry of await waiting.live(environments, tx))
      await waiting.update(tx, entry);
    return changed;
  });
}

/** The environments of a booking, and those tied to them by others that wait. */
async function together(
  { bookings, waiting }: Options,
  id: string,
): Promise<string[]> {
  const [booking] = await bookings.getAll([id]);
  let environments = new Set(booking?.environments ?? []);
  for (let round = 0; round < MOST_ROUNDS; round++) {
    const entries = await waiting.live([...environments]);
    const others = await bookings.getAll(
      entries.map(({ bookingId }) => bookingId),
    );
    const more = new Set([
      ...environments,
      ...others.flatMap(item => item.environments),
    ]);
    if (more.size === environments.size) break;
    environments = more;
  }
  return [...environments].sort();
}
