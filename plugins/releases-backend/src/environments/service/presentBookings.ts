import {
  Booking,
  BookingConflict,
  findConflicts,
  HOLDING_STATUSES,
} from '@release-desk/plugin-releases-common';
import { CallContext } from '../../http/types';
import { Access } from '../../permissions';
import { BookingStore, StoredBooking } from '../store';
import { EnvironmentsDependencies } from './dependencies';
import { Taken, TakenConflict, TakenError } from './Taken';

type Ground = Pick<EnvironmentsDependencies, 'checks' | 'policies'> & {
  bookings: Pick<BookingStore, 'besides' | 'covered' | 'getAll'>;
};

/** Bookings as a caller may see them, with what stands in their way. */
export async function presentBookings(
  ground: Ground,
  items: StoredBooking[],
  caller: { context: CallContext; access: Access },
): Promise<Booking[]> {
  const { bookings, checks, policies } = ground;
  const besides = await bookings.besides(items.map(({ id }) => id));
  const ids = [...new Set([...besides.values()].flatMap(set => [...set]))];
  const readable = await bookings.covered(ids, caller.access);
  const others = new Map(
    (await bookings.getAll([...readable])).map(item => [item.id, item]),
  );
  const visible = await checks.visible(
    items.flatMap(({ environments }) => environments),
    caller.context,
  );
  return items.map(item => {
    const beside = [...(besides.get(item.id) ?? [])].flatMap(
      id => others.get(id) ?? [],
    );
    return {
      ...item,
      environments: item.environments.filter(ref => visible.has(ref)),
      approvals: item.approvals.filter(({ environmentRef }) =>
        visible.has(environmentRef),
      ),
      conflicts: findConflicts(item, beside, {
        matrix: policies.matrix,
      }).filter(
        conflict =>
          visible.has(conflict.environmentRef) && isTold(item, conflict),
      ),
    };
  });
}

/** What holds its time is not bothered with what only asks for it. */
function isTold(item: StoredBooking, conflict: BookingConflict): boolean {
  return (
    !HOLDING_STATUSES.includes(item.status) ||
    HOLDING_STATUSES.includes(conflict.otherStatus)
  );
}

/** The same refusal in words for the caller, who may not know of all that is in the way. */
export async function presentTaken(
  ground: Ground,
  taken: Taken,
  caller: { context: CallContext; access: Access },
): Promise<TakenError> {
  const { bookings, checks } = ground;
  const holders = new Map(taken.holders.map(item => [item.id, item]));
  const readable = await bookings.covered([...holders.keys()], caller.access);
  const visible = await checks.visible(
    taken.blocking.map(({ environmentRef }) => environmentRef),
    caller.context,
  );
  const conflicts = taken.blocking
    .filter(({ environmentRef }) => visible.has(environmentRef))
    .map((conflict): TakenConflict => {
      const { environmentRef, start, end, reason } = conflict;
      const holder = holders.get(conflict.bookingId);
      return {
        environmentRef,
        start,
        end,
        reason,
        ...(holder &&
          readable.has(holder.id) && {
            bookingId: holder.id,
            purpose: holder.purpose,
            onBehalfOf: holder.onBehalfOf,
            requestedBy: holder.requestedBy,
            usage: holder.usage,
            mode: holder.mode,
          }),
      };
    });
  return new TakenError(conflicts);
}
