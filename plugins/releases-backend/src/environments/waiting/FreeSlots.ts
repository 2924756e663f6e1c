import {
  admitBooking,
  BookingPreview,
  findFreeSlots,
  occupiedSpan,
} from '@release-desk/plugin-releases-common';
import { toMillis } from '../../database';
import { CallContext } from '../../http/types';
import {
  BookingDecider,
  DecisionGround,
  EnvironmentsDependencies,
} from '../service';
import { StoredBooking } from '../store';
import { BookedTimes } from './BookedTimes';

type Slot = BookingPreview['freeSlots'][number];

const DAY_MS = 86_400_000;
const DAYS_AHEAD = 14;
const LIMIT = 3;
/** A tier may have hundreds; the first few that are free are enough. */
const MOST_ELSEWHERE = 20;

/** Where else and when else a booking could be. */
export class FreeSlots {
  readonly #options: EnvironmentsDependencies & {
    decider: BookingDecider;
    booked: BookedTimes;
  };

  constructor(
    options: EnvironmentsDependencies & {
      decider: BookingDecider;
      booked: BookedTimes;
    },
  ) {
    this.#options = options;
  }

  /** Later in its environments, and at its time in others of the same tier. */
  async of(
    booking: StoredBooking,
    how: { ground: DecisionGround; now: number; context: CallContext },
  ): Promise<Slot[]> {
    return [
      ...(await this.#later(booking, how)),
      ...(await this.#elsewhere(booking, how)),
    ];
  }

  async #later(
    booking: StoredBooking,
    { ground, now }: { ground: DecisionGround; now: number },
  ): Promise<Slot[]> {
    const { booked, policies } = this.#options;
    const from = Math.max(now, toMillis(booking.start));
    const to =
      from +
      DAYS_AHEAD * DAY_MS +
      toMillis(booking.end) -
      toMillis(booking.start);
    const others = await booked.within(booking.environments, {
      from: from - DAY_MS,
      to: to + DAY_MS,
    });
    const slots = findFreeSlots({
      booking,
      others,
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      limit: LIMIT,
      matrix: policies.matrix,
    });
    const allowed: Slot[] = [];
    for (const slot of slots)
      if (await this.#isAllowed({ ...booking, ...slot }, ground, now))
        allowed.push(slot);
    return allowed;
  }

  async #elsewhere(
    booking: StoredBooking,
    how: { ground: DecisionGround; now: number; context: CallContext },
  ): Promise<Slot[]> {
    const { booked, catalogView, checks, decider, policies } = this.#options;
    const [environment] = booking.environments;
    const tier = how.ground.facts.get(environment)?.environmentTier;
    if (booking.environments.length > 1 || !tier) return [];
    const same = await catalogView.matchEnvironments({
      environmentTier: [tier],
    });
    const named = same.filter(({ ref }) => ref !== environment);
    const visible = await checks.visible(
      named.map(({ ref }) => ref),
      how.context,
    );
    const others = named
      .filter(({ ref }) => visible.has(ref))
      .slice(0, MOST_ELSEWHERE);
    const ground = await decider.ground(
      new Map(others.map(facts => [facts.ref, facts])),
      booking.onBehalfOf,
    );
    const { start, end } = occupiedSpan(booking);
    const taken = await booked.within(
      others.map(({ ref }) => ref),
      { from: toMillis(start), to: toMillis(end) },
    );
    const slots: Slot[] = [];
    for (const { ref } of others) {
      const there = { ...booking, environments: [ref] };
      const { admitted } = admitBooking(there, taken, {
        matrix: policies.matrix,
      });
      if (
        slots.length < LIMIT &&
        admitted &&
        (await this.#isAllowed(there, ground, how.now))
      )
        slots.push({
          start: booking.start,
          end: booking.end,
          environmentRef: ref,
        });
    }
    return slots;
  }

  async #isAllowed(
    booking: StoredBooking,
    ground: DecisionGround,
    now: number,
  ): Promise<boolean> {
    const { decider, knex } = this.#options;
    const said = await decider.verdicts(knex, booking, ground, now);
    return said.every(({ verdict }) => verdict?.verdict !== 'refused');
  }
}
