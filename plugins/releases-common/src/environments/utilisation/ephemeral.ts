import { DAY_MS, HOUR_MS, intersect, MINUTE_MS, Range } from '../time';
import type { Ephemeral } from './schema';
import type { Measured, MeasuredBooking, MeasuredWait } from './utilisation';

/**
 * What shared environments cost in a period, against what their bookings would
 * have cost in an environment of their own each, at the same rate: from its
 * start (`startMinutes`) to the end of the booking, those at the same time
 * beside each other. Production is left out: nobody tests in one of their own.
 * The waiting that is saved is all of it but the time to start.
 *
 * `costs = Σ rate · period · share`, `wouldCost = Σ rate · (held + start)`,
 * where the share of a team is its part of the booked time of that environment.
 */
export function ephemeralOf(
  measured: Measured,
  by: { waits: readonly (MeasuredWait & { range: Range })[] },
): Ephemeral[] {
  const { period, startMinutes, isShare } = measured;
  const start = startMinutes * MINUTE_MS;
  const found = new Map<string, Ephemeral>();
  const own = heldByEnvironment(measured.bookings, period);
  const every = heldByEnvironment(measured.everyBooking, period);
  for (const { ref, tier, costPerDay } of measured.environments) {
    if (!costPerDay || tier === 'production') continue;
    const { held = 0, count = 0 } = own.get(ref) ?? {};
    const all = every.get(ref)?.held ?? 0;
    let share = 1;
    if (isShare) share = all > 0 ? held / all : 0;
    const rate = costPerDay.amount / DAY_MS;
    const costs = rate * (period.end - period.start) * share;
    const wouldCost = rate * (held + count * start);
    const waited = by.waits
      .filter(wait => wait.environmentRef === ref)
      .reduce(
        (sum, { range }) => sum + Math.max(0, range.end - range.start - start),
        0,
      );
    const known = found.get(costPerDay.currency);
    found.set(costPerDay.currency, {
      currency: costPerDay.currency,
      costs: (known?.costs ?? 0) + costs,
      wouldCost: (known?.wouldCost ?? 0) + wouldCost,
      saves: 0,
      savesWaitingHours: (known?.savesWaitingHours ?? 0) + waited / HOUR_MS,
      environments: (known?.environments ?? 0) + 1,
      bookings: (known?.bookings ?? 0) + count,
    });
  }
  return [...found.values()].map(one => ({
    ...one,
    costs: rounded(one.costs),
    wouldCost: rounded(one.wouldCost),
    saves: rounded(rounded(one.costs) - rounded(one.wouldCost)),
    savesWaitingHours: rounded(one.savesWaitingHours),
  }));
}

/** The sum, not the union: each would have its own. */
function heldByEnvironment(
  bookings: readonly MeasuredBooking[],
  period: Range,
): Map<string, { held: number; count: number }> {
  const found = new Map<string, { held: number; count: number }>();
  for (const { environmentRef, held, isNoShow } of bookings) {
    const range = intersect(held, period);
    if (!range || isNoShow) continue;
    const known = found.get(environmentRef) ?? { held: 0, count: 0 };
    known.held += range.end - range.start;
    // One that goes on from the period before has been started there.
    if (held.start >= period.start) known.count += 1;
    found.set(environmentRef, known);
  }
  return found;
}

function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
