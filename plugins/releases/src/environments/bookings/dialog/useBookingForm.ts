import { toastApiRef, useApi } from '@backstage/frontend-plugin-api';
import type {
  Booking,
  BookingPreview,
} from '@release-desk/plugin-releases-common';
import { useState } from 'react';
import { releasesApiRef } from '../../../api';
import { notifyChanged } from '../../../shared/data';
import { isConflict, messageOf } from '../../../shared/states';
import { BookingWish } from '../data/useBookingPreview';
import { lastUse } from '../lanes/useGhost';
import { listText, ownersOf, placesText, spanText, Words } from '../words';
import {
  BookingDraft,
  BookingErrors,
  BookingField,
  draftErrors,
  refusedFields,
  wishOf,
} from './bookingDraft';

/** What the button does. */
export type BookingDeed = 'book' | 'ask' | 'wait' | 'share' | 'refuse';

export function deedOf(
  draft: BookingDraft,
  preview: BookingPreview | undefined,
): BookingDeed {
  if (!preview) return 'book';
  return preview.outcome === 'wait' && draft.isShare
    ? 'share'
    : preview.outcome;
}

/** Which complaints a change answers. */
const ANSWERS: Partial<Record<keyof BookingDraft, BookingField[]>> = {
  start: ['start', 'end', 'rrule'],
  end: ['start', 'end', 'rrule'],
  rule: ['rrule', 'ends'],
};

/** What is typed about a booking, and what becomes of it. */
export function useBookingForm(options: {
  initial: BookingDraft;
  words: Words;
  ownerOf(environmentRef: string): string | undefined;
  onBooked?(booking: Booking): void;
  onClose(): void;
}) {
  const { initial, words, ownerOf, onBooked, onClose } = options;
  const { t, nameOf, clock } = words;
  const api = useApi(releasesApiRef);
  const toasts = useApi(toastApiRef);
  const [draft, setDraft] = useState(initial);
  const [errors, setErrors] = useState<BookingErrors>({});
  const [failure, setFailure] = useState<string>();
  const [isSaving, setSaving] = useState(false);

  const change = (patch: Partial<BookingDraft>) => {
    setDraft(last => ({ ...last, ...patch }));
    setFailure(undefined);
    setErrors(last => {
      const rest = { ...last };
      for (const key of Object.keys(patch) as (keyof BookingDraft)[])
        for (const field of ANSWERS[key] ?? [key as BookingField])
          delete rest[field];
      return rest;
    });
  };

  const send = async (
    wish: BookingWish,
    preview: BookingPreview,
    deed: BookingDeed,
  ): Promise<{ title: string; booking: Booking }> => {
    const text = {
      environments: placesText({ environments: draft.environments }, words),
      span: spanText(wish, clock),
    };
    const { recurrence } = wish;
    if (recurrence) {
      const { occurrences } = await api.createBookingSeries({
        body: { ...wish, recurrence },
      });
      const ids = occurrences.flatMap(({ bookingId }) => bookingId ?? []);
      return {
        booking: await api.getBooking({ params: { id: ids[0] } }),
        title:
          ids.length === occurrences.length
            ? t('bookings.done.series', { count: ids.length })
            : t('bookings.done.seriesSome', {
                made: String(ids.length),
                all: String(occurrences.length),
              }),
      };
    }
    if (deed === 'share') {
      const others = preview.conflicts.flatMap(({ booking }) => booking ?? []);
      let booking = await api.createBooking({
        body: { ...wish, ifTaken: 'wait' },
      });
      for (const id of new Set(others.map(other => other.id)))
        booking = await api.consentToBooking({
          params: { id: booking.id },
          revision: booking.revision,
          body: { bookingId: id },
        });
      const groups = new Set(others.map(other => nameOf(other.onBehalfOf)));
      return {
        booking,
        title: t('bookings.done.shareAsked', {
          ...text,
          group: listText([...groups]),
        }),
      };
    }
    if (deed === 'wait') {
      const booking = await api.createBooking({
        body: { ...wish, ifTaken: 'wait' },
      });
      if (booking.status === 'pending')
        await api.joinWaitingList({ params: { id: booking.id }, body: {} });
      return { booking, title: t('bookings.done.waiting', text) };
    }
    const booking = await api.createBooking({ body: wish });
    return {
      booking,
      title:
        booking.status === 'pending'
          ? t('bookings.done.asked', {
              ...text,
              owner: ownersOf(preview, words, ownerOf),
            })
          : t('bookings.done.booked', text),
    };
  };

  const refuse = (error: unknown) => {
    const message = messageOf(error);
    if (isConflict(error)) {
      setFailure(t('bookings.dialog.notBookedTaken', { reason: message }));
      // Who was faster is a part of the next preview.
      notifyChanged();
      return;
    }
    const { fields, rest } =
      (error as { statusCode?: number }).statusCode === 400
        ? refusedFields(message)
        : { fields: {}, rest: message };
    setErrors(fields);
    if (rest) setFailure(t('bookings.dialog.notBooked', { reason: rest }));
  };

  const save = async (preview: BookingPreview | undefined) => {
    setFailure(undefined);
    const wrong = draftErrors(draft, {
      needed: t('bookings.dialog.needed'),
      environmentNeeded: t('bookings.dialog.environmentNeeded'),
      groupNeeded: t('bookings.dialog.groupNeeded'),
      order: t('bookings.dialog.order'),
    });
    setErrors(wrong);
    if (Object.keys(wrong).length > 0) return;
    setSaving(true);
    try {
      const wish = wishOf(draft, draft.purpose.trim());
      // The button may be pressed before the preview has come.
      const known = preview ?? (await api.previewBooking({ body: wish }));
      const deed = deedOf(draft, known);
      if (deed === 'refuse') {
        setFailure(t('bookings.dialog.willRefuse'));
        setSaving(false);
        return;
      }
      const { booking, title } = await send(wish, known, deed);
      lastUse.usage = draft.usage;
      lastUse.mode = draft.mode;
      toasts.post({ title, status: 'success', timeout: 5000 });
      notifyChanged();
      onBooked?.(booking);
      onClose();
    } catch (error) {
      refuse(error);
      setSaving(false);
    }
  };

  return { draft, change, errors, failure, isSaving, save };
}
