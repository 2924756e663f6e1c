import { HOLDING_STATUSES } from '@release-desk/plugin-releases-common';
import { Knex } from 'knex';
import { toMillis } from '../../database';
import { StoredBooking, StoredWaiting, WaitingStore } from '../store';
import { Offers } from './Offers';
import { WaitingChange, WaitingWriter } from './WaitingWriter';

/** What a change of a booking does to who waits: for it, and for what it frees. */
export class WaitingFollower {
  readonly #options: {
    waiting: WaitingStore;
    waitingWriter: WaitingWriter;
    offers: Offers;
  };

  constructor(options: {
    waiting: WaitingStore;
    waitingWriter: WaitingWriter;
    offers: Offers;
  }) {
    this.#options = options;
  }

  /** Under the locks of its environments, once the booking is written. */
  async follow(
    tx: Knex.Transaction,
    { before, after }: { before: StoredBooking; after: StoredBooking },
    { now, actor }: { now: number; actor: string },
  ): Promise<void> {
    const { waiting, waitingWriter, offers } = this.#options;
    let mayFree = holds(before) && isOtherwise(before, after);
    const entry =
      before.status === 'pending'
        ? await waiting.ofBooking(before.id, tx)
        : undefined;
    if (entry && (isLive(entry) || entry.holds)) {
      const change = followed(entry, before, after);
      if (change) {
        await waitingWriter.write(
          tx,
          after,
          { ...change, before: entry },
          actor,
        );
        mayFree = true;
      }
    }
    if (mayFree)
      await offers.make(tx, {
        environments: [...before.environments, ...after.environments],
        now,
      });
  }
}

function holds({ status }: StoredBooking): boolean {
  return HOLDING_STATUSES.includes(status);
}

function isLive({ status }: StoredWaiting): boolean {
  return status === 'waiting' || status === 'offered';
}

/** It takes another time or place, or lets in what it did not. */
function isOtherwise(before: StoredBooking, after: StoredBooking): boolean {
  return (
    !holds(after) ||
    isMoved(before, after) ||
    before.consents.length !== after.consents.length
  );
}

function isMoved(before: StoredBooking, after: StoredBooking): boolean {
  return (
    (
      [
        'start',
        'end',
        'usage',
        'mode',
        'setupMinutes',
        'teardownMinutes',
      ] as const
    ).some(name => before[name] !== after[name]) ||
    before.environments.join() !== after.environments.join()
  );
}

function followed(
  entry: StoredWaiting,
  before: StoredBooking,
  after: StoredBooking,
): Omit<WaitingChange, 'before'> | undefined {
  if (holds(after))
    return {
      verb: 'offer-accept',
      after: { ...entry, status: 'accepted', holds: false },
    };
  if (after.status !== 'pending') {
    const isExpired = after.status === 'expired';
    return {
      verb: isExpired ? 'wait-expire' : 'wait-leave',
      after: {
        ...entry,
        status: isExpired ? 'expired' : 'withdrawn',
        holds: false,
      },
    };
  }
  const { offer, ...rest } = entry;
  const isAccepted = entry.status === 'accepted';
  const isAsOffered =
    isAccepted && offer?.start === after.start && offer.end === after.end;
  if (isAsOffered || !isMoved(before, after)) return undefined;
  if (isAccepted)
    return {
      verb: 'wait-leave',
      after: { ...entry, status: 'withdrawn', holds: false },
    };
  const patience = toMillis(entry.latestStart) - toMillis(entry.earliestStart);
  return {
    verb: 'wait-change',
    after: {
      ...rest,
      status: 'waiting',
      holds: false,
      earliestStart: after.start,
      latestStart: new Date(toMillis(after.start) + patience).toISOString(),
    },
  };
}
