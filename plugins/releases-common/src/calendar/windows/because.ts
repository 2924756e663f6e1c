import { timelineItemId } from '../../timeline/itemId';
import { isRecurring } from '../recurrence/isRecurring';
import type { Because } from '../schema';
import { Participant } from './participant';
import { Range } from './spans';

type Effect = Because['effect'];

/** What decides stands first. */
const ORDER: Effect[] = [
  'closes',
  'outside',
  'in-flight',
  'warns',
  'informs',
  'opens',
  'overridden',
  'exempt',
];

/** Everything that has a say at one instant, with what it does. */
export function becauseAt(options: {
  participants: Participant[];
  at: number;
  horizon: number;
  isInFlight: boolean;
  isOutside: boolean;
}): Because[] {
  const { participants, at, horizon, isInFlight, isOutside } = options;
  const effectOf = (
    item: Participant,
    isActive: boolean,
  ): Effect | undefined => {
    if (item.role === 'opens' || item.window.kind === 'allow') {
      if (item.role === 'exempt') {
        return isActive ? undefined : 'exempt';
      }
      if (isActive) {
        return 'opens';
      }
      if (item.overrideAt(at)) {
        return 'overridden';
      }
      if (!isOutside) {
        return undefined;
      }
      return isInFlight ? 'in-flight' : 'outside';
    }
    if (!isActive) {
      return undefined;
    }
    if (item.role !== 'exempt' && item.overrideAt(at)) {
      return 'overridden';
    }
    return item.role === 'closes' && isInFlight ? 'in-flight' : item.role;
  };

  const found: { because: Because; span?: Range }[] = [];
  for (const item of participants) {
    const current = item.occurrenceAt(at);
    const effect = effectOf(item, current !== undefined);
    if (effect) {
      const { id, kind, enforcement, title, reason, owner, schedule } =
        item.window;
      const span = current ?? item.nextOccurrence(at, horizon);
      const overrideId =
        effect === 'overridden' ? item.overrideAt(at) : undefined;
      found.push({
        span,
        because: {
          windowId: id,
          ...(span && {
            itemId: timelineItemId(id, {
              recurring: isRecurring(schedule),
              start: span.start,
            }),
          }),
          kind,
          enforcement: enforcement ?? (kind === 'advisory' ? 'info' : 'hard'),
          title,
          ...(reason !== undefined && { reason }),
          ...(owner !== undefined && { owner }),
          effect,
          ...(span && {
            start: new Date(span.start).toISOString(),
            end: new Date(span.end).toISOString(),
          }),
          ...(overrideId !== undefined && { overrideId }),
          scope: item.scope,
        },
      });
    }
  }
  // Of several that close, the one that closes longest says until when; of
  // several that will open, the next one.
  const weight = (effect: Effect, span?: Range) =>
    effect === 'outside' ? span?.start ?? Infinity : -(span?.end ?? 0);
  return found
    .sort(
      (a, b) =>
        ORDER.indexOf(a.because.effect) - ORDER.indexOf(b.because.effect) ||
        weight(a.because.effect, a.span) - weight(b.because.effect, b.span) ||
        (a.because.windowId < b.because.windowId ? -1 : 1),
    )
    .map(({ because }) => because);
}
