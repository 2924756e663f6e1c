import { ConflictError } from '@backstage/errors';
import { BookingConflict } from '@release-desk/plugin-releases-common';
import { StoredBooking } from '../store';

/** Inside the transaction: what holds the time, before it is asked who may know. */
export class Taken extends Error {
  readonly blocking: BookingConflict[];
  readonly holders: StoredBooking[];

  constructor(options: {
    blocking: BookingConflict[];
    holders: StoredBooking[];
  }) {
    super('The time is taken');
    const ids = new Set(options.blocking.map(conflict => conflict.bookingId));
    this.blocking = options.blocking;
    this.holders = options.holders.filter(({ id }) => ids.has(id));
  }
}

/** Who holds the time, as far as the caller may know. */
export interface TakenConflict {
  environmentRef: string;
  start: string;
  end: string;
  reason: BookingConflict['reason'];
  /** Only of one that the caller may read. */
  bookingId?: string;
  purpose?: string;
  onBehalfOf?: string;
  requestedBy?: string;
  usage?: BookingConflict['otherUsage'];
  mode?: BookingConflict['otherMode'];
}

/**
 * Somebody else holds the time: 409, with who as `error.conflicts`, so that the
 * loser of a race knows whom to talk to.
 */
export class TakenError extends ConflictError {
  // The class name would replace it, and with it the 409.
  name = 'ConflictError' as const;
  readonly conflicts: TakenConflict[];

  constructor(conflicts: TakenConflict[]) {
    super(conflicts.map(inWords).join('; '));
    this.conflicts = conflicts;
  }
}

function inWords(conflict: TakenConflict): string {
  const { environmentRef, start, end, purpose, onBehalfOf } = conflict;
  const who = onBehalfOf
    ? `“${purpose}” of ${onBehalfOf}`
    : 'a booking that you may not see';
  return `${environmentRef} is held by ${who}, which overlaps from ${start} to ${end}`;
}
