import {
  HOLDING_STATUSES,
  leasePhase,
  occupancyAt,
} from '@release-desk/plugin-releases-common';
import { toInstant } from '../../database';
import { BookingStore, StoredBooking, StoredLease } from '../store';
import { BookedPart, OccupancyStore } from './OccupancyStore';

/** So many links of bookings without a gap are followed. */
const MOST_LINKS = 50;
const MOST_KEPT = 5000;

/** Who has an environment, all names in it. */
export interface ReadOccupancy {
  state: ReturnType<typeof occupancyAt>['state'];
  now: StoredBooking[];
  until?: string;
  next?: StoredBooking;
  /** The next that holds it: what only asks for it is none. */
  isBooked: boolean;
}

export interface ReadLease {
  /** While it is live. */
  lease?: StoredLease;
  lastLeaseEndedAt?: string;
}

/**
 * Who has environments now, until when, and who is next; a fixed number of
 * queries for any number of them. `changesAt` is when that is another answer
 * though nobody writes anything.
 */
export class OccupancyReader {
  readonly #store: OccupancyStore;
  readonly #bookings: BookingStore;
  /** Of a revision nothing ever changes, so it is read once. */
  readonly #kept = new Map<string, StoredBooking>();

  constructor(options: { store: OccupancyStore; bookings: BookingStore }) {
    this.#store = options.store;
    this.#bookings = options.bookings;
  }

  async of(
    refs: readonly string[],
    now: number,
  ): Promise<{ held: Map<string, ReadOccupancy>; changesAt: number }> {
    const [present, next] = await Promise.all([
      this.#store.present(refs, now),
      this.#store.next(refs, now),
    ]);
    const following = await this.#following(present, now);
    const all = [...present, ...next, ...following];
    const parts = byEnvironment(all);
    const occupancies = new Map(
      refs.map(ref => [ref, occupancyOf(ref, now, parts.get(ref))]),
    );
    const bookings = await this.#read(
      [...occupancies.values()].flatMap(({ now: here, next: coming }) =>
        coming ? [...here, coming] : here,
      ),
    );
    const held = new Map(
      refs.map(ref => {
        const { isBooked, ...occupancy } = occupancies.get(ref)!;
        return [
          ref,
          {
            isBooked,
            state: occupancy.state,
            ...(occupancy.until && { until: occupancy.until }),
            now: occupancy.now.flatMap(({ id }) => bookings.get(id) ?? []),
            next: occupancy.next && bookings.get(occupancy.next.id),
          },
        ];
      }),
    );
    return { held, changesAt: nextOf(all, now) };
  }

  /** The last lease of each, live or over; see {@link leaseOf}. */
  lastLeases(refs: readonly string[]): Promise<Map<string, StoredLease>> {
    return this.#store.lastLeases(refs);
  }

  /** What follows without a gap on those who are there, link by link. */
  async #following(
    present: readonly BookedPart[],
    now: number,
  ): Promise<BookedPart[]> {
    const ends = new Map<string, number>();
    const extend = ({ environmentRef: ref, mode, to }: BookedPart) => {
      if (mode !== 'observer') ends.set(ref, Math.max(ends.get(ref) ?? 0, to));
    };
    present.forEach(extend);
    const found: BookedPart[] = [];
    let open = [...ends.keys()];
    for (let link = 0; link < MOST_LINKS && open.length > 0; link++) {
      const until = Math.max(...open.map(ref => ends.get(ref)!));
      const more = await this.#store.beginning(open, { after: now, until });
      const linked = more.filter(
        ({ environmentRef, from }) => from <= ends.get(environmentRef)!,
      );
      const before = new Map(ends);
      linked.forEach(extend);
      found.push(...linked);
      open = open.filter(ref => ends.get(ref) !== before.get(ref));
    }
    return found;
  }

  async #read(
    parts: readonly { id: string; revision: number }[],
  ): Promise<Map<string, StoredBooking>> {
    const found = new Map<string, StoredBooking>();
    const missing: string[] = [];
    for (const { id, revision } of parts) {
      const kept = this.#kept.get(id);
      if (kept?.revision === revision) found.set(id, kept);
      else missing.push(id);
    }
    if (this.#kept.size + missing.length > MOST_KEPT) this.#kept.clear();
    for (const booking of await this.#bookings.getAll([...new Set(missing)])) {
      this.#kept.set(booking.id, booking);
      found.set(booking.id, booking);
    }
    return found;
  }
}

function byEnvironment(
  parts: readonly BookedPart[],
): Map<string, Map<string, BookedPart>> {
  const found = new Map<string, Map<string, BookedPart>>();
  for (const part of parts) {
    const here = found.get(part.environmentRef) ?? new Map();
    found.set(part.environmentRef, here.set(part.bookingId, part));
  }
  return found;
}

function occupancyOf(
  ref: string,
  now: number,
  parts: Map<string, BookedPart> = new Map(),
) {
  const here = [...parts.values()];
  const occupancy = occupancyAt({
    environmentRef: ref,
    now,
    // The buffers are in the spans already.
    bookings: here.map(({ bookingId, revision, mode, status, from, to }) => ({
      id: bookingId,
      revision,
      environments: [ref],
      start: toInstant(from),
      end: toInstant(to),
      setupMinutes: 0,
      teardownMinutes: 0,
      usage: 'test' as const,
      mode,
      status,
    })),
  });
  return {
    ...occupancy,
    isBooked: here.some(
      ({ from, status }) => from > now && HOLDING_STATUSES.includes(status),
    ),
  };
}

/** When one of them begins or ends next; nothing changes hands before. */
function nextOf(parts: readonly BookedPart[], now: number): number {
  return parts
    .flatMap(({ from, to }) => [from, to])
    .filter(at => at > now)
    .reduce((one, other) => Math.min(one, other), Infinity);
}

export function leaseOf(
  lease: StoredLease | undefined,
  now: number,
): ReadLease {
  if (!lease) return {};
  return leasePhase(lease, now) === 'live'
    ? { lease }
    : { lastLeaseEndedAt: lease.endedAt ?? lease.expiresAt };
}
