import { DateTime } from 'luxon';
import type { EnvironmentTier } from '../../catalog/schema';
import type { Money } from '../annotations';
import { HOUR_MS, intersect, Range } from '../time';
import { ephemeralOf } from './ephemeral';
import type {
  UtilisationFigures,
  UtilisationGroup,
  UtilisationRow,
} from './schema';
import { merge, overlaps, unionLength } from './spans';

/** @public */
export interface MeasuredEnvironment {
  ref: string;
  tier?: EnvironmentTier;
  costPerDay?: Money;
}

/** A booking in one environment; ranges in epoch milliseconds, half-open. @public */
export interface MeasuredBooking {
  environmentRef: string;
  /** The group that it is for. */
  team: string;
  /** What stands for the team in a row: `team` unless told. */
  shownAs?: string;
  /** Buffers included, ending where it was given back. */
  held: { start: number; end: number };
  /** From when it became active; absent when nobody ever came. */
  used?: { start: number; end: number };
  /** Nobody came in time. */
  isNoShow?: boolean;
}

/** Somebody's wait for one environment: from when they wanted to begin. @public */
export interface MeasuredWait {
  environmentRef: string;
  team: string;
  shownAs?: string;
  from: number;
  /** Their slot began, or they gave up; now for those who still wait. */
  to: number;
}

/** @public */
export interface UtilisationQuestion {
  environments: readonly MeasuredEnvironment[];
  bookings: readonly MeasuredBooking[];
  waits: readonly MeasuredWait[];
  /** Only these; others still hold what these wait for. */
  teams?: readonly string[];
  /** Epoch milliseconds; the period that has passed already. */
  period: { from: number; to: number };
  groupBy: readonly UtilisationGroup[];
  /** In which a month begins. */
  timeZone: string;
  /** Taken to start an environment of one's own. */
  startMinutes: number;
}

/** What a row is made of. */
export interface Measured {
  environments: readonly MeasuredEnvironment[];
  bookings: readonly MeasuredBooking[];
  waits: readonly MeasuredWait[];
  /** Of its environments, whoever has booked them. */
  everyBooking: readonly MeasuredBooking[];
  /** Of some teams only: the environments cost them their part. */
  isShare: boolean;
  period: Range;
  startMinutes: number;
}

/**
 * How much environments were used, how often teams stood in each other's way,
 * how long they waited, and what environments of their own would have cost. The
 * figures are those of {@link UTILISATION_DEFINITIONS}; their union over time
 * is what queueing theory calls the utilisation of a server, and what peers
 * show as a calendar's load. Rows are in order of environment as given, team
 * and month; environments and months without any booking have a row too.
 *
 * @public
 */
export function utilisationOf(question: UtilisationQuestion): {
  total: UtilisationFigures;
  rows: UtilisationRow[];
} {
  const { groupBy, environments, teams, startMinutes } = question;
  const period = { start: question.period.from, end: question.period.to };
  const known = new Set(environments.map(({ ref }) => ref));
  const everyBooking = question.bookings.filter(item =>
    known.has(item.environmentRef),
  );
  const all: Measured = {
    environments,
    bookings: everyBooking.filter(({ team }) => teams?.includes(team) ?? true),
    waits: question.waits.filter(
      item =>
        known.has(item.environmentRef) && (teams?.includes(item.team) ?? true),
    ),
    everyBooking,
    isShare: teams !== undefined,
    period,
    startMinutes,
  };
  let parts: { row: Partial<UtilisationRow>; measured: Measured }[] = [
    { row: {}, measured: all },
  ];
  if (groupBy.includes('environment'))
    parts = parts.flatMap(part => byEnvironment(part));
  if (groupBy.includes('month'))
    parts = parts.flatMap(part => byMonth(part, question.timeZone));
  if (groupBy.includes('team')) parts = parts.flatMap(part => byTeam(part));
  return {
    total: figuresOf(all),
    rows: parts.map(({ row, measured }) => ({
      ...row,
      ...figuresOf(measured),
    })),
  };
}

type Part = { row: Partial<UtilisationRow>; measured: Measured };

function byEnvironment({ row, measured }: Part): Part[] {
  const bookings = groupedBy(measured.bookings, item => item.environmentRef);
  const every = groupedBy(measured.everyBooking, item => item.environmentRef);
  const waits = groupedBy(measured.waits, item => item.environmentRef);
  return measured.environments.map(environment => {
    const { ref } = environment;
    return {
      row: { ...row, environmentRef: ref },
      measured: {
        ...measured,
        environments: [environment],
        bookings: bookings.get(ref) ?? [],
        waits: waits.get(ref) ?? [],
        everyBooking: every.get(ref) ?? [],
      },
    };
  });
}

function byTeam({ row, measured }: Part): Part[] {
  const { period } = measured;
  const bookings = groupedBy(
    measured.bookings.filter(({ held }) => intersect(held, period)),
    item => item.shownAs ?? item.team,
  );
  const waits = groupedBy(
    measured.waits.filter(({ from, to }) =>
      intersect({ start: from, end: to }, period),
    ),
    item => item.shownAs ?? item.team,
  );
  const teams = [...new Set([...bookings.keys(), ...waits.keys()])].sort();
  return teams.map(team => ({
    row: { ...row, team },
    measured: {
      ...measured,
      bookings: bookings.get(team) ?? [],
      waits: waits.get(team) ?? [],
      isShare: true,
    },
  }));
}

function byMonth({ row, measured }: Part, zone: string): Part[] {
  const parts: Part[] = [];
  const { start, end } = measured.period;
  let month = DateTime.fromMillis(start, { zone }).startOf('month');
  while (month.toMillis() < end) {
    const next = month.plus({ months: 1 });
    const period = intersect(measured.period, {
      start: month.toMillis(),
      end: next.toMillis(),
    });
    if (period)
      parts.push({
        row: { ...row, month: month.toFormat('yyyy-MM') },
        measured: { ...measured, period },
      });
    month = next;
  }
  return parts;
}

function groupedBy<T>(
  items: readonly T[],
  keyOf: (item: T) => string,
): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}

function figuresOf(measured: Measured): UtilisationFigures {
  const { environments, period } = measured;
  const within = measured.bookings.filter(item => intersect(item.held, period));
  const taken = within.filter(item => !item.isNoShow);
  const waits = measured.waits.flatMap(item => {
    const range = intersect({ start: item.from, end: item.to }, period);
    return range ? [{ ...item, range }] : [];
  });
  const available = environments.length * (period.end - period.start);
  const booked = lengthIn(taken, period, item => item.held);
  return {
    availableHours: inHours(available),
    bookedHours: inHours(booked),
    usedHours: inHours(lengthIn(taken, period, item => item.used)),
    ...(available > 0 && {
      utilisation: Math.round((booked / available) * 10_000) / 10_000,
    }),
    noShowHours: inHours(
      lengthIn(
        within.filter(item => item.isNoShow),
        period,
        item => item.held,
      ),
    ),
    contendedHours: inHours(contended(measured, waits)),
    waitingHours: inHours(
      waits.reduce((sum, { range }) => sum + range.end - range.start, 0),
    ),
    ephemeral: ephemeralOf(measured, { waits }),
    sample: {
      environments: environments.length,
      bookings: within.length,
      waits: waits.length,
    },
  };
}

/** Each environment's union by itself, one beside the other. */
function lengthIn(
  bookings: readonly MeasuredBooking[],
  period: Range,
  rangeOf: (booking: MeasuredBooking) => Range | undefined,
): number {
  let length = 0;
  for (const own of groupedBy(bookings, item => item.environmentRef).values())
    length += unionLength(clipped(own.map(rangeOf), period));
  return length;
}

function contended(
  { everyBooking, period }: Measured,
  waits: readonly (MeasuredWait & { range: Range })[],
): number {
  const holders = groupedBy(
    everyBooking.filter(item => !item.isNoShow),
    item => item.environmentRef,
  );
  let length = 0;
  for (const [ref, own] of groupedBy(waits, item => item.environmentRef)) {
    const found: Range[] = [];
    for (const [team, theirs] of groupedBy(own, item => item.team)) {
      const others = (holders.get(ref) ?? []).filter(
        item => item.team !== team,
      );
      found.push(
        ...overlaps(
          merge(theirs.map(({ range }) => range)),
          merge(
            clipped(
              others.map(({ held }) => held),
              period,
            ),
          ),
        ),
      );
    }
    length += unionLength(found);
  }
  return length;
}

function clipped(
  ranges: readonly (Range | undefined)[],
  period: Range,
): Range[] {
  return ranges.flatMap(range => (range && intersect(range, period)) ?? []);
}

/** To a hundredth of an hour, which is 36 seconds. */
export function inHours(ms: number): number {
  return Math.round((ms / HOUR_MS) * 100) / 100;
}
