import type {
  Booking,
  BookingPreview,
  BookingUsage,
  EnvironmentRow,
} from '@release-desk/plugin-releases-common';
import { inZone, isSameDay } from '../../shared/time';
import type { Text } from '../../translation';
import { Clock, lengthOf, longMoment, shortMoment } from '../shared';
import { Me } from './data/useMe';

/** What sentences about bookings are made with. */
export interface Words {
  t: Text;
  nameOf(ref: string): string;
  clock: Clock;
  me: Me;
}

/** `Tue 24 Nov, 09:00–11:00`, with both days where they differ. */
export function spanText(
  span: { start: string; end: string },
  clock: Clock,
): string {
  const start = inZone(span.start, clock.timeZone);
  const end = inZone(span.end, clock.timeZone);
  return isSameDay(start, end)
    ? `${longMoment(span.start, clock)}–${end.toFormat('HH:mm')}`
    : `${longMoment(span.start, clock)} – ${longMoment(span.end, clock)}`;
}

/** `Tue 16:00–20:00`, of something of which one knows the week. */
export function ghostSpan(
  span: { start: number; end: number },
  timeZone: string,
): string {
  const start = inZone(span.start, timeZone);
  const end = inZone(span.end, timeZone);
  return isSameDay(start, end)
    ? `${start.toFormat('ccc HH:mm')}–${end.toFormat('HH:mm')}`
    : `${start.toFormat('ccc HH:mm')} – ${end.toFormat('ccc HH:mm')}`;
}

/** Milliseconds between two instants. */
export function lengthBetween(span: { start: string; end: string }): number {
  return Date.parse(span.end) - Date.parse(span.start);
}

/** `Tue 24 Nov 06:30 to 18:00`, for a screen reader. */
export function spokenSpan(
  span: { start: string; end: string },
  { t, clock }: Pick<Words, 't' | 'clock'>,
): string {
  const start = inZone(span.start, clock.timeZone);
  const end = inZone(span.end, clock.timeZone);
  return t('bookings.speech.to', {
    start: start.toFormat('ccc d LLL HH:mm'),
    end: end.toFormat(isSameDay(start, end) ? 'HH:mm' : 'ccc d LLL HH:mm'),
  });
}

/** `1st`, `2nd`, `3rd`, `11th` */
export function ordinal(number: number): string {
  const isTeen = number % 100 > 10 && number % 100 < 14;
  const suffix = isTeen ? undefined : ['st', 'nd', 'rd'][(number % 10) - 1];
  return `${number}${suffix ?? 'th'}`;
}

/** `A`, `A and B`, `A, B and C` */
export function listText(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;
}

export function usageText(usage: BookingUsage, t: Text): string {
  return t(`bookings.usage.${usage}`);
}

export function tierText(
  tier: EnvironmentRow['environment']['tier'],
  t: Text,
): string {
  return tier ? t(`bookings.tier.${tier}`) : t('bookings.noTier');
}

/** The environments of a booking by their names. */
export function placesText(
  booking: Pick<Booking, 'environments'>,
  { nameOf }: Pick<Words, 'nameOf'>,
): string {
  return listText(booking.environments.map(nameOf));
}

/** The line under the title of a bar. */
export function subOf(
  booking: Booking,
  owner: string | undefined,
  mayApprove: boolean,
  words: Words,
): string {
  const { t, nameOf, clock, me } = words;
  const isMine = me.isMine(booking);
  const group = nameOf(booking.onBehalfOf);
  if (booking.status === 'pending') {
    if (isMine && owner)
      return t('bookings.bar.pendingMine', { owner: nameOf(owner) });
    if (mayApprove && booking.requestedBy !== me.user)
      return t('bookings.bar.pendingYou');
    return t('bookings.bar.pending', { group });
  }
  const when = shortMoment(booking.end, clock);
  if (booking.status === 'active')
    return isMine
      ? t('bookings.bar.yoursUntil', { when })
      : t('bookings.bar.sub', { group, when });
  return isMine ? t('bookings.yours') : group;
}

/** The whole of a bar, for those who hear it. */
export function spokenBooking(
  booking: Booking,
  more: { waits: number; overlaps: readonly string[] },
  words: Words,
): string {
  const { t, nameOf } = words;
  const parts: string[] = [
    t('bookings.speech.bar', {
      title: booking.purpose,
      mode: t(`bookings.mode.${booking.mode}`).toLocaleLowerCase(),
      group: nameOf(booking.onBehalfOf),
      status: t(`bookings.status.${booking.status}`).toLocaleLowerCase(),
      span: spokenSpan(booking, words),
    }),
  ];
  if (booking.setupMinutes > 0)
    parts.push(
      t('bookings.speech.setup', {
        length: lengthOf(booking.setupMinutes * 60_000, t),
      }),
    );
  if (booking.teardownMinutes > 0)
    parts.push(
      t('bookings.speech.teardown', {
        length: lengthOf(booking.teardownMinutes * 60_000, t),
      }),
    );
  if (more.waits > 0)
    parts.push(t('bookings.speech.wait', { waiting: String(more.waits) }));
  if (more.overlaps.length > 0)
    parts.push(
      t('bookings.speech.conflict', { titles: listText(more.overlaps) }),
    );
  return parts.join(', ');
}

/** Who decides on what no policy approves. */
export function ownersOf(
  preview: BookingPreview,
  { t, nameOf }: Pick<Words, 't' | 'nameOf'>,
  ownerOf: (environmentRef: string) => string | undefined,
): string {
  const owners = preview.environments
    .filter(({ verdict }) => verdict === 'ask')
    .map(({ environmentRef }) => {
      const owner = ownerOf(environmentRef);
      return owner
        ? nameOf(owner)
        : t('bookings.dialog.ownerOf', { environment: nameOf(environmentRef) });
    });
  return listText([...new Set(owners)]);
}
