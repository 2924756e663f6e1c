import {
  admitBooking,
  Booking,
  BookingPreview,
  expandRecurrence,
  findFreeSlots,
  previewSeries,
} from '@release-desk/plugin-releases-common';
import { makeBooking } from './environmentFixtures';
import type { EnvironmentsWorld } from './fakeEnvironments';

type Endpoints = Record<string, (input: any) => unknown>;
type Refuse = (status: number, message: string, current?: unknown) => Error;

/** The endpoints of bookings that need the rules: preview, series, consent, waiting list. */
export function bookingEndpoints(
  world: EnvironmentsWorld,
  refuse: Refuse,
): Endpoints {
  const bookingOf = (id: string): Booking => {
    const found = world.bookings.find(one => one.id === id);
    if (!found) throw refuse(404, `No booking '${id}'`);
    return found;
  };
  const replace = (current: Booking, change: Partial<Booking>): Booking => {
    const next = { ...current, ...change, revision: current.revision + 1 };
    world.bookings = world.bookings.map(one => (one === current ? next : one));
    return next;
  };
  const waitingFor = (environments: string[]) =>
    world.waiting.filter(
      entry =>
        (entry.status === 'waiting' || entry.status === 'offered') &&
        entry.environments.some(ref => environments.includes(ref)),
    );

  return {
    previewBooking({ body }): BookingPreview {
      const candidate = makeBooking({ ...body, status: 'pending' });
      const { admitted, blocking, beside } = admitBooking(
        candidate,
        world.bookings,
      );
      const isAsked = body.usage === 'performance';
      const ahead = waitingFor(body.environments).map(
        entry => entry.onBehalfOf,
      );
      let outcome: BookingPreview['outcome'] = isAsked ? 'ask' : 'book';
      if (!admitted) outcome = 'wait';
      if (body.usage === 'maintenance') outcome = 'refuse';
      const series =
        body.recurrence &&
        previewSeries({
          booking: { ...candidate, recurrence: body.recurrence },
          others: world.bookings,
          expand: expandRecurrence,
        });
      return {
        outcome,
        environments: body.environments.map((environmentRef: string) => ({
          environmentRef,
          verdict: isAsked ? 'ask' : 'approved',
          reasons: [],
          setupMinutes: 30,
          teardownMinutes: 15,
        })),
        conflicts: [...blocking, ...beside].map(conflict => ({
          ...conflict,
          booking: bookingOf(conflict.bookingId),
        })),
        freeSlots: admitted
          ? []
          : findFreeSlots({
              booking: candidate,
              others: world.bookings,
              from: body.start,
              to: new Date(
                Date.parse(body.start) + 14 * 24 * 60 * 60_000,
              ).toISOString(),
            }),
        waiting: { position: ahead.length + 1, ahead },
        ...(series && {
          occurrences: series.occurrences.map(
            ({ start, end, admitted: isFree }: any) => ({
              start,
              end,
              admitted: isFree,
            }),
          ),
        }),
      };
    },
    createBooking({ body }) {
      const { draft, ifTaken, systemRef, ...fields } = body;
      const candidate = makeBooking({ ...fields, status: 'pending' });
      const { admitted, blocking } = admitBooking(candidate, world.bookings);
      if (!admitted && ifTaken !== 'wait')
        throw refuse(409, 'Somebody else has it');
      const booking: Booking = {
        ...candidate,
        status:
          admitted && body.usage !== 'performance' ? 'approved' : 'pending',
        conflicts: blocking,
      };
      world.bookings = [...world.bookings, booking];
      return booking;
    },
    createBookingSeries({ body }) {
      const { recurrence, ifTaken, ...fields } = body;
      const { occurrences, more } = previewSeries({
        booking: {
          ...makeBooking({ ...fields, status: 'pending' }),
          recurrence,
        },
        others: world.bookings,
        expand: expandRecurrence,
      });
      return {
        seriesId: '00000000-0000-4000-8000-0000000000aa',
        more,
        occurrences: occurrences.map(({ start, end, admitted }) => {
          if (!admitted) return { start, end, reason: 'taken' };
          const booking = makeBooking({ ...fields, start, end });
          world.bookings = [...world.bookings, booking];
          return { start, end, bookingId: booking.id, status: 'approved' };
        }),
      };
    },
    consentToBooking({ params, body }) {
      const current = bookingOf(params.id);
      const { id, usage, mode, start, end } = bookingOf(body.bookingId);
      return replace(current, {
        consents: [
          ...current.consents,
          {
            bookingId: id,
            usage,
            mode,
            start,
            end,
            by: current.requestedBy,
            at: new Date(world.now).toISOString(),
          },
        ],
      });
    },
    submitBooking: ({ params }) =>
      replace(bookingOf(params.id), { status: 'pending' }),
    activateBooking: ({ params }) =>
      replace(bookingOf(params.id), { status: 'active' }),
    takeOverBooking: ({ params, body }) =>
      replace(
        bookingOf(params.id),
        body.accept ? { onBehalfOf: body.onBehalfOf } : {},
      ),
    joinWaitingList({ params }) {
      const booking = bookingOf(params.id);
      const entry = {
        id: `waiting-${booking.id}`,
        bookingId: booking.id,
        environments: booking.environments,
        onBehalfOf: booking.onBehalfOf,
        priority: booking.priority,
        joinedAt: new Date(world.now).toISOString(),
        earliestStart: booking.start,
        latestStart: booking.start,
        status: 'waiting' as const,
        declinedStarts: [],
      };
      world.waiting = [...world.waiting, entry];
      return entry;
    },
  };
}
