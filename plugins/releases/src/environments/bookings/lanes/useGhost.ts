import {
  Booking,
  BookingConflict,
  BookingMode,
  BookingUsage,
  findConflicts,
} from '@release-desk/plugin-releases-common';
import { useCallback, useMemo, useState } from 'react';
import { changeGhost, Ghost, GhostChange } from './ghost';

/** `drag`: under the pointer. `keys`: moved by keys. `rest`: drawn, and asked about. */
export type GhostPhase = 'drag' | 'keys' | 'rest';

export interface GhostControl {
  ghost?: Ghost;
  phase?: GhostPhase;
  /** What holds its time and does not go with it. */
  blocking: BookingConflict[];
  set(ghost: Ghost, phase: GhostPhase): void;
  change(change: GhostChange): Ghost | undefined;
  clear(): void;
}

/** What one books for unless told; the one booked last, in this window. */
export const lastUse: { usage: BookingUsage; mode: BookingMode } = {
  usage: 'test',
  mode: 'exclusive',
};

/** Those of the conflicts that leave no way but another time, or consent. */
export function blockingOf(
  ghost: Ghost,
  bookings: readonly Booking[],
  use: { usage: BookingUsage; mode: BookingMode } = lastUse,
): BookingConflict[] {
  return findConflicts(
    {
      ...use,
      id: 'ghost',
      environments: [ghost.environmentRef],
      start: new Date(ghost.start).toISOString(),
      end: new Date(ghost.end).toISOString(),
      setupMinutes: 0,
      teardownMinutes: 0,
      status: 'pending',
    },
    bookings,
  ).filter(
    ({ severity, otherStatus }) =>
      severity === 'conflict' &&
      (otherStatus === 'approved' || otherStatus === 'active'),
  );
}

/** The booking that is being drawn, and what it would meet. */
export function useGhost(options: {
  bookings: readonly Booking[];
  timeZone: string;
  now: number;
}): GhostControl {
  const { bookings, timeZone, now } = options;
  const [state, setState] = useState<{ ghost: Ghost; phase: GhostPhase }>();
  const blocking = useMemo(
    () => (state ? blockingOf(state.ghost, bookings) : []),
    [bookings, state],
  );
  const set = useCallback(
    (ghost: Ghost, phase: GhostPhase) => setState({ ghost, phase }),
    [],
  );
  const clear = useCallback(() => setState(undefined), []);
  const change = (by: GhostChange) => {
    if (!state) return undefined;
    const ghost = changeGhost(state.ghost, by, { timeZone, now });
    setState({ ...state, ghost });
    return ghost;
  };
  return { ...state, blocking, set, change, clear };
}
