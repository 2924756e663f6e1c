import type {
  Booking,
  BookingMode,
  BookingUsage,
  EnvironmentRow,
  TimelineItem,
  WaitingEntry,
} from '@release-desk/plugin-releases-common';
import { shortMoment } from '../../shared';
import { spokenBooking, spokenSpan, subOf, Words } from '../words';

/** Whose it is, and whether something is wrong with it. */
export type BarTone = 'neutral' | 'mine' | 'bad';

/** Something that stands in a lane. Epoch milliseconds, half-open. */
export interface LaneBar {
  id: string;
  /** What it opens; absent when one may not know it. */
  bookingId?: string;
  start: number;
  end: number;
  /** With set-up and tear-down. */
  from: number;
  to: number;
  mode: BookingMode;
  usage?: BookingUsage;
  tone: BarTone;
  isDashed: boolean;
  isActive: boolean;
  /** What stands before the second line. */
  sign: 'mode' | 'pending' | 'waiting';
  title: string;
  sub: string;
  /** How many wait for its time. */
  waits: number;
  spoken: string;
}

/** A freeze that closes a lane; several that touch are one. */
export interface LaneFreeze {
  start: number;
  end: number;
  /** The one that lasts longest. */
  item: TimelineItem;
}

export interface LaneFacts {
  row: EnvironmentRow;
  bookings: readonly Booking[];
  waiting: readonly WaitingEntry[];
  freezes: readonly LaneFreeze[];
  titleOf(bookingId: string): string | undefined;
}

const SHOWN: readonly Booking['status'][] = [
  'draft',
  'pending',
  'approved',
  'active',
  'completed',
];
const MINUTE = 60_000;

function overlaps(
  one: { start: number; end: number },
  other: { start: number; end: number },
): boolean {
  return one.start < other.end && other.start < one.end;
}

/** The freezes that hold in an environment, as far as their scope names it. */
export function freezesOf(
  { environment }: EnvironmentRow,
  freezes: readonly TimelineItem[],
): LaneFreeze[] {
  const here = freezes
    .filter(
      item =>
        item.enforcement === 'hard' &&
        (item.environments.includes(environment.ref) ||
          (environment.tier !== undefined &&
            item.environmentTiers?.includes(environment.tier)) ||
          (item.allSystems &&
            item.environments.length === 0 &&
            item.environmentTiers === undefined)),
    )
    .map(item => ({
      item,
      start: Date.parse(item.start),
      end: Date.parse(item.end),
    }))
    .sort((a, b) => a.start - b.start);
  const merged: LaneFreeze[] = [];
  for (const freeze of here) {
    const last = merged.at(-1);
    if (!last || freeze.start > last.end) merged.push({ ...freeze });
    else if (freeze.end > last.end) {
      last.end = freeze.end;
      last.item = freeze.item;
    }
  }
  return merged;
}

/** Whether a pending booking cannot come true as it is. */
export function isInTheWay(booking: Booking, environmentRef: string): boolean {
  return (
    booking.status === 'pending' &&
    booking.conflicts.some(
      conflict =>
        conflict.environmentRef === environmentRef &&
        conflict.severity === 'conflict' &&
        !conflict.consented &&
        (conflict.otherStatus === 'approved' ||
          conflict.otherStatus === 'active'),
    )
  );
}

/** How many wait for time that a booking holds. */
function waitsFor(booking: Booking, facts: LaneFacts): number {
  if (booking.status !== 'approved' && booking.status !== 'active') return 0;
  const { ref } = facts.row.environment;
  return facts.waiting.filter(entry => {
    if (entry.status !== 'waiting' || !entry.environments.includes(ref))
      return false;
    // Of one that one may not know, only where its time may begin.
    const wanted = facts.bookings.find(({ id }) => id === entry.bookingId);
    const { start, end } = wanted ?? {
      start: entry.earliestStart,
      end: entry.earliestStart,
    };
    return (
      start < booking.end && (end > booking.start || start === booking.start)
    );
  }).length;
}

function barOf(booking: Booking, facts: LaneFacts, words: Words): LaneBar {
  const { row } = facts;
  const { ref } = row.environment;
  const { t, me } = words;
  const start = Date.parse(booking.start);
  const end = Date.parse(booking.end);
  const isConflict = isInTheWay(booking, ref);
  const isFrozen =
    booking.usage === 'deploy' &&
    booking.status !== 'completed' &&
    facts.freezes.some(freeze => overlaps(freeze, { start, end }));
  const isMine = me.isMine(booking);
  const waits = waitsFor(booking, facts);
  const isWaiting = facts.waiting.some(
    ({ bookingId }) => bookingId === booking.id,
  );
  let tone: BarTone = isMine ? 'mine' : 'neutral';
  if (isConflict || isFrozen) tone = 'bad';
  let sub = subOf(booking, row.owner.owner, row.may.approve, words);
  if (isFrozen) sub = t('bookings.bar.frozen');
  else if (isWaiting) sub = t('bookings.bar.waiting');
  const isPending = booking.status === 'pending' || booking.status === 'draft';
  let sign: LaneBar['sign'] = isPending ? 'pending' : 'mode';
  if (isWaiting) sign = 'waiting';
  return {
    id: booking.id,
    bookingId: booking.id,
    start,
    end,
    from: start - booking.setupMinutes * MINUTE,
    to: end + booking.teardownMinutes * MINUTE,
    mode: booking.mode,
    usage: booking.usage,
    tone,
    isDashed: isPending,
    isActive: booking.status === 'active',
    sign,
    title: booking.purpose,
    sub,
    waits,
    spoken: spokenBooking(
      booking,
      {
        waits,
        overlaps: isConflict
          ? booking.conflicts.flatMap(
              ({ bookingId }) => facts.titleOf(bookingId) ?? [],
            )
          : [],
      },
      words,
    ),
  };
}

/** What somebody else has there, of whom one may not know more. */
function hiddenBars({ row }: LaneFacts, words: Words): LaneBar[] {
  const { now, next } = row.occupancy;
  return [...now, ...(next ? [next] : [])]
    .filter(({ booking }) => booking === undefined)
    .map(({ start, end, mode, status }, index) => ({
      id: `hidden-${index}`,
      start: Date.parse(start),
      end: Date.parse(end),
      from: Date.parse(start),
      to: Date.parse(end),
      mode,
      tone: 'neutral',
      isDashed: status === 'pending',
      isActive: status === 'active',
      sign: status === 'pending' ? 'pending' : 'mode',
      title: words.t('bookings.hiddenTitle'),
      sub: words.t('bookings.hidden'),
      waits: 0,
      spoken: words.t('bookings.speech.hidden', {
        span: spokenSpan({ start, end }, words),
      }),
    }));
}

function offerBars(facts: LaneFacts, words: Words): LaneBar[] {
  const { t, me, clock } = words;
  const { ref } = facts.row.environment;
  return facts.waiting.flatMap((entry): LaneBar[] => {
    const { offer } = entry;
    if (
      !offer ||
      !me.groups.includes(entry.onBehalfOf) ||
      !entry.environments.includes(ref)
    )
      return [];
    const when = shortMoment(offer.expiresAt, clock);
    const start = Date.parse(offer.start);
    const end = Date.parse(offer.end);
    return [
      {
        id: `offer-${entry.id}`,
        bookingId: entry.bookingId,
        start,
        end,
        from: start,
        to: end,
        mode: 'exclusive',
        tone: 'mine',
        isDashed: true,
        isActive: false,
        sign: 'waiting',
        title: t('bookings.bar.offered'),
        sub: t('bookings.bar.offeredUntil', { when }),
        waits: 0,
        spoken: t('bookings.speech.offered', {
          span: spokenSpan(offer, words),
          when,
        }),
      },
    ];
  });
}

/**
 * Everything that stands in a lane, by its start. Who waits is counted at what
 * they wait for; only one's own waiting is a bar of its own.
 */
export function laneBars(facts: LaneFacts, words: Words): LaneBar[] {
  const { ref } = facts.row.environment;
  const { me } = words;
  const entryOf = new Map(facts.waiting.map(entry => [entry.bookingId, entry]));
  const bookings = facts.bookings.filter(booking => {
    const entry = entryOf.get(booking.id);
    return (
      SHOWN.includes(booking.status) &&
      booking.environments.includes(ref) &&
      (!entry || (me.isMine(booking) && entry.status === 'waiting'))
    );
  });
  return [
    ...bookings.map(booking => barOf(booking, facts, words)),
    ...hiddenBars(facts, words),
    ...offerBars(facts, words),
  ].sort((a, b) => a.from - b.from || a.id.localeCompare(b.id, 'en'));
}
