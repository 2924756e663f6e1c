import { WaitingEntry } from '@release-desk/plugin-releases-common';
import { StoredBooking, StoredWaiting } from '../store';

/** As the rules read it, and people see it. */
export function asEntry(
  stored: StoredWaiting,
  booking: StoredBooking,
): WaitingEntry {
  const { holds, ...entry } = stored;
  const { environments, onBehalfOf } = booking;
  return { ...entry, environments, onBehalfOf };
}
