import { BookingInput } from '@release-desk/plugin-releases-common';
import { created } from '../../database';
import { StoredBooking } from '../store';

/** What is asked for as a booking, before anybody has looked at it. */
export function askedBooking(
  input: Omit<BookingInput, 'recurrence'>,
  how: {
    environments: string[];
    buffers: { setupMinutes: number; teardownMinutes: number };
    actor: string;
    now: number;
  },
): StoredBooking {
  const { draft, systemRef: _, ...fields } = input;
  const { environments, buffers, actor, now } = how;
  return {
    ...fields,
    ...buffers,
    environments,
    status: draft ? 'draft' : 'pending',
    requestedBy: actor,
    approvals: environments.map(environmentRef => ({
      environmentRef,
      status: 'pending',
    })),
    consents: [],
    ...created(actor, now),
  };
}
