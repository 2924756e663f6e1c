import {
  admitBooking,
  BookingInput,
  BookingPreview,
  bookingProblems,
} from '@release-desk/plugin-releases-common';
import { toMillis } from '../../database';
import { CallContext } from '../../http/types';
import { Access } from '../../permissions';
import { seriesSpans } from '../series/seriesSpans';
import {
  BookingChanges,
  BookingDecider,
  BookingReader,
  DecisionGround,
  EnvironmentsDependencies,
} from '../service';
import { askedBooking } from '../service/askedBooking';
import { presentBookings } from '../service/presentBookings';
import { requireNoProblems } from '../service/refusals';
import { StoredBooking, WaitingStore } from '../store';
import { FreeSlots } from './FreeSlots';
import { BookedTimes } from './BookedTimes';
import { waitingAhead } from './waitingAhead';

type Options = EnvironmentsDependencies & {
  decider: BookingDecider;
  reader: BookingReader;
  waiting: WaitingStore;
  booked: BookedTimes;
};

interface Caller {
  context: CallContext;
  access: Access;
}

/** What a booking would meet: the answer that creating it would get, without it. */
export class BookingPreviews {
  readonly #options: Options;
  readonly #changes: BookingChanges;
  readonly #freeSlots: FreeSlots;

  constructor(options: Options) {
    this.#options = options;
    this.#changes = new BookingChanges(options);
    this.#freeSlots = new FreeSlots(options);
  }

  /** Throws `InputError` naming the field, as creating it would. */
  async preview(
    input: BookingInput,
    context: CallContext,
  ): Promise<BookingPreview> {
    const { knex, clock, decider, reader } = this.#options;
    const access = await reader.guard.listAccess(context);
    const { environments, facts } = await this.#changes.places(input, context);
    await this.#changes.requireNamed(input, context);
    const ground = await decider.ground(facts, input.onBehalfOf);
    const buffers = this.#changes.buffersOf(input, ground.policies);
    const now = await clock(knex);
    const { recurrence, ...single } = input;
    const booking = askedBooking(single, {
      environments,
      buffers,
      actor: context.actor,
      now,
    });
    requireNoProblems(bookingProblems(booking, now));
    const verdicts = await decider.verdicts(knex, booking, ground, now);
    const met = await decider.admission(booking);
    const said = verdicts.map(({ verdict }) => verdict?.verdict ?? 'ask');
    const caller = { context, access };
    return {
      outcome: outcomeOf(said, met.admitted),
      environments: verdicts.map(({ environmentRef, verdict }) => ({
        environmentRef,
        verdict: verdict?.verdict ?? 'ask',
        reasons: verdict?.reasons ?? [],
        setupMinutes: ground.policies.get(environmentRef)?.setupMinutes ?? 0,
        teardownMinutes:
          ground.policies.get(environmentRef)?.teardownMinutes ?? 0,
      })),
      conflicts: await this.#conflicts(met, caller),
      freeSlots: met.admitted
        ? []
        : await this.#freeSlots.of(booking, { ground, now, context }),
      waiting: await this.#waiting(booking, now, caller),
      ...(recurrence && {
        occurrences: await this.#occurrences(booking, recurrence, ground, now),
      }),
    };
  }

  async #conflicts(
    met: Awaited<ReturnType<BookingDecider['admission']>>,
    caller: Caller,
  ): Promise<BookingPreview['conflicts']> {
    const conflicts = [...met.blocking, ...met.beside];
    const ids = [...new Set(conflicts.map(item => item.bookingId))];
    const readable = await this.#options.bookings.covered(ids, caller.access);
    const shown = await presentBookings(
      this.#options,
      await this.#options.bookings.getAll([...readable]),
      caller,
    );
    const byId = new Map(shown.map(item => [item.id, item]));
    return conflicts.map(({ bookingId, ...rest }) => {
      const booking = byId.get(bookingId);
      return booking ? { ...rest, bookingId, booking } : rest;
    });
  }

  async #waiting(
    booking: StoredBooking,
    now: number,
    { context, access }: Caller,
  ): Promise<BookingPreview['waiting']> {
    const { bookings, checks, waiting } = this.#options;
    const entries = await waiting.live(booking.environments);
    const ids = entries.map(({ bookingId }) => bookingId);
    const ahead = waitingAhead({
      booking,
      entries,
      waiting: await bookings.getAll(ids),
      joinedAt: new Date(now).toISOString(),
    });
    const readable = await bookings.covered(ids, access);
    const groups = ahead.flatMap(({ id, onBehalfOf }) =>
      readable.has(id) ? [onBehalfOf] : [],
    );
    const visible = await checks.visible(groups, context);
    return {
      position: ahead.length + 1,
      ahead: [...new Set(groups)].filter(ref => visible.has(ref)),
    };
  }

  async #occurrences(
    booking: StoredBooking,
    recurrence: NonNullable<BookingInput['recurrence']>,
    ground: DecisionGround,
    now: number,
  ): Promise<BookingPreview['occurrences']> {
    const { knex, decider, booked, policies } = this.#options;
    const { spans } = seriesSpans(booking, recurrence);
    const DAY = 86_400_000;
    const others = await booked.within(booking.environments, {
      from: toMillis(booking.start) - DAY,
      to: toMillis(spans.at(-1)!.end) + DAY,
    });
    const occurrences: NonNullable<BookingPreview['occurrences']> = [];
    for (const span of spans) {
      const one = { ...booking, ...span };
      const { admitted } = admitBooking(one, others, {
        matrix: policies.matrix,
      });
      const said = await decider.verdicts(knex, one, ground, now);
      occurrences.push({
        ...span,
        admitted:
          admitted && said.every(item => item.verdict?.verdict !== 'refused'),
      });
    }
    return occurrences;
  }
}

function outcomeOf(
  said: ('approved' | 'ask' | 'refused')[],
  admitted: boolean,
): BookingPreview['outcome'] {
  if (said.includes('refused')) return 'refuse';
  if (!admitted) return 'wait';
  return said.includes('ask') ? 'ask' : 'book';
}
