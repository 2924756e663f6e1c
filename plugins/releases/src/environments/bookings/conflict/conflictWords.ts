import type {
  Booking,
  BookingConflict,
} from '@release-desk/plugin-releases-common';
import { lengthOf, longMoment } from '../../shared';
import { lengthBetween, usageText, Words } from '../words';

/** A conflict as far as one may know of it. */
export type KnownConflict = Omit<BookingConflict, 'bookingId'> & {
  bookingId?: string;
  booking?: Booking;
};

/** Why two bookings do not go together, as a part of a sentence. */
export function becauseText(
  conflict: Pick<
    BookingConflict,
    'reason' | 'severity' | 'usage' | 'otherUsage' | 'buffersOnly'
  >,
  { t }: Pick<Words, 't'>,
): string {
  if (conflict.buffersOnly) return t('bookings.conflict.buffers');
  if (conflict.reason === 'exclusive') return t('bookings.conflict.exclusive');
  const usage = usageText(conflict.usage, t).toLocaleLowerCase();
  const other = usageText(conflict.otherUsage, t).toLocaleLowerCase();
  return conflict.severity === 'warning'
    ? t('bookings.conflict.warning', { usage, other })
    : t('bookings.conflict.usage', { usage, other });
}

function approvedBy(booking: Booking, ref: string, words: Words): string {
  const { t, nameOf } = words;
  const approval = booking.approvals.find(
    one => one.environmentRef === ref && one.status === 'approved',
  );
  if (!approval?.by) return '';
  return approval.by === 'policy'
    ? t('bookings.conflict.byPolicy')
    : t('bookings.conflict.approved', { owner: nameOf(approval.by) });
}

/** Who has it, until when, and why that is in the way. */
export function explainConflict(
  conflict: KnownConflict,
  words: Words,
): { title: string; text: string } {
  const { t, nameOf, clock } = words;
  const { booking, environmentRef } = conflict;
  const environment = nameOf(environmentRef);
  const length = lengthOf(lengthBetween(conflict), t);
  const because = becauseText(conflict, words);
  if (!booking)
    return {
      title: t('bookings.conflict.titleHidden', {
        environment,
        when: longMoment(conflict.end, clock),
      }),
      text: t('bookings.conflict.textHidden', { length, because }),
    };
  const title = {
    group: nameOf(booking.onBehalfOf),
    environment,
    when: longMoment(booking.end, clock),
  };
  return {
    title:
      booking.status === 'pending'
        ? t('bookings.conflict.titleWants', title)
        : t('bookings.conflict.title', title),
    text: t('bookings.conflict.text', {
      purpose: booking.purpose,
      mode: t(`bookings.mode.${booking.mode}`).toLocaleLowerCase(),
      user: nameOf(booking.requestedBy),
      approved: approvedBy(booking, environmentRef, words),
      length,
      because,
    }),
  };
}
