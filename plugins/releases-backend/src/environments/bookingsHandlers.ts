import {
  boardContract,
  bookingsContract,
  leasesContract,
  ReleasesContract,
  seriesContract,
  waitingContract,
} from '@release-desk/plugin-releases-common';
import { Handlers } from '../http/types';
import { EnvironmentsServices } from './createServices';

const { getBookingPolicy, updateBookingPolicy } = boardContract;

/** What is served; the handlers below have to cover it. */
export const servedBookings = {
  // Before what is named by its id.
  ...waitingContract,
  ...seriesContract,
  ...bookingsContract,
  ...leasesContract,
  getBookingPolicy,
  updateBookingPolicy,
};

export type BookingsHandlers = Pick<
  Handlers<ReleasesContract>,
  keyof typeof servedBookings
>;

/** Contract to services. */
export function bookingsHandlers(
  services: EnvironmentsServices,
): BookingsHandlers {
  const { bookings, consents, handOvers, previews, series, waitingList } =
    services;
  const { acquiring, breaking, leases, leaseReader, bookingPolicies } =
    services;
  return {
    previewBooking: ({ body }, context) => previews.preview(body, context),
    takeOverBooking: ({ params, body, revision }, context) =>
      handOvers.takeOver({ ...params, revision, ...body }, context),
    listWaiting: ({ query }, context) => waitingList.list(query, context),
    joinWaitingList: ({ params, body }, context) =>
      waitingList.join({ ...params, ...body }, context),
    leaveWaitingList: ({ params }, context) =>
      waitingList.leave(params.id, context),
    answerOffer: ({ params, body }, context) =>
      waitingList.answer({ ...params, ...body }, context),

    createBookingSeries: ({ body }, context) => series.create(body, context),
    cancelBookingSeries: ({ params, body }, context) =>
      series.cancel({ ...params, ...body }, context),

    listBookings: ({ query }, context) => bookings.page(query, context),
    createBooking: ({ body }, context) => bookings.create(body, context),
    getBooking: ({ params }, context) => bookings.get(params.id, context),
    updateBooking: ({ params, body, revision }, context) =>
      bookings.update({ ...params, revision, patch: body }, context),
    submitBooking: ({ params, revision }, context) =>
      bookings.submit({ ...params, revision }, context),
    approveBooking: ({ params, body, revision }, context) =>
      bookings.approve({ ...params, revision, ...body }, context),
    rejectBooking: ({ params, body, revision }, context) =>
      bookings.reject({ ...params, revision, ...body }, context),
    cancelBooking: ({ params, body, revision }, context) =>
      bookings.cancel({ ...params, revision, ...body }, context),
    activateBooking: ({ params, revision }, context) =>
      bookings.activate({ ...params, revision }, context),
    completeBooking: ({ params, revision }, context) =>
      bookings.complete({ ...params, revision }, context),
    consentToBooking: ({ params, body, revision }, context) =>
      consents.give({ ...params, revision, ...body }, context),

    getBookingPolicy: ({ params }, context) =>
      bookingPolicies.get(params, context),
    updateBookingPolicy: ({ params, body, revision }, context) =>
      bookingPolicies.update({ ...params, revision, policy: body }, context),

    listLeases: ({ query }, context) => leaseReader.list(query, context),
    acquireLease: ({ body }, context) => acquiring.acquire(body, context),
    getLease: ({ params }, context) => leaseReader.get(params.id, context),
    renewLease: ({ params, body }, context) =>
      leases.renew({ ...params, ...body }, context),
    releaseLease: ({ params, body }, context) =>
      leases.release({ ...params, ...body }, context),
    transferLease: ({ params, body }, context) =>
      leases.transfer({ ...params, ...body }, context),
    breakLease: ({ params, body }, context) =>
      breaking.break({ ...params, ...body }, context),
    checkLease: ({ body }, context) => leaseReader.check(body, context),
    leaveQueue: ({ params }, context) =>
      acquiring.leaveQueue(params.id, context),
  };
}
