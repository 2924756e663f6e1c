import type { OpenState } from '../schema';
import { Participant } from './participant';
import { Range } from './spans';

export interface Verdict {
  state: OpenState;
  acknowledge: boolean;
  /** Those that make it so. */
  by: Participant[];
}

export interface VerdictSpan extends Verdict, Range {}

/** Work that began earlier and was permitted then. */
export type Permitted = { since: number } | undefined;

/** What holds at one instant: the participants whose effect is on, by role. */
export interface Active {
  closes: Iterable<Participant>;
  opens: Iterable<Participant>;
  warns: Iterable<Participant>;
  informs: Iterable<Participant>;
}

/**
 * The order of decision: freeze before allow window before soft freeze before
 * advisory. Work in flight that was permitted when it began goes on through
 * freezes if every one of them lets it finish, whatever became of the allow
 * windows meanwhile; and outside of all allow windows if every one of them does
 * (Argo CD's sync overrun).
 */
export function judge(
  active: Active,
  allows: Participant[],
  isInFlight: boolean,
): Verdict {
  const closing = [...active.closes];
  const isOutside = allows.length > 0 && [...active.opens].length === 0;
  const blocking = closing.length > 0 ? closing : (isOutside && allows) || [];
  const goesOn = isInFlight && blocking.every(item => item.letsFinish);
  if (blocking.length > 0 && !goesOn) {
    return { state: 'closed', acknowledge: false, by: blocking };
  }
  const warning = [...active.warns];
  if (warning.length > 0) {
    return { state: 'advisory', acknowledge: true, by: warning };
  }
  const informing = [...active.informs];
  if (informing.length > 0) {
    return { state: 'advisory', acknowledge: false, by: informing };
  }
  return { state: 'open', acknowledge: false, by: [...active.opens] };
}

/** Walks through `[from, to)` and yields what holds, cut wherever any effect begins or ends. */
export function* sweep(
  participants: Participant[],
  { from, to }: { from: number; to: number },
  permitted: Permitted,
): Generator<VerdictSpan> {
  const active = {
    closes: new Set<Participant>(),
    opens: new Set<Participant>(),
    warns: new Set<Participant>(),
    informs: new Set<Participant>(),
  };
  const events = new Map<number, { on: Participant[]; off: Participant[] }>();
  const eventAt = (at: number) => {
    let event = events.get(at);
    if (!event) {
      event = { on: [], off: [] };
      events.set(at, event);
    }
    return event;
  };
  eventAt(from);
  if (permitted && permitted.since > from && permitted.since < to) {
    eventAt(permitted.since);
  }
  const allows = participants.filter(item => item.role === 'opens');
  for (const participant of participants) {
    if (participant.role !== 'exempt') {
      for (const { start, end } of participant.effective(from, to)) {
        if (end > from && start < to) {
          eventAt(Math.max(start, from)).on.push(participant);
          if (end < to) {
            eventAt(end).off.push(participant);
          }
        }
      }
    }
  }
  const times = [...events.keys()].sort((a, b) => a - b);
  for (const [index, start] of times.entries()) {
    const { on, off } = events.get(start)!;
    for (const participant of off) {
      active[participant.role as keyof Active].delete(participant);
    }
    for (const participant of on) {
      active[participant.role as keyof Active].add(participant);
    }
    const isInFlight = permitted !== undefined && permitted.since <= start;
    yield {
      ...judge(active, allows, isInFlight),
      start,
      end: times[index + 1] ?? to,
    };
  }
}
