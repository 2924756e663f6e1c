import {
  bookingsContract,
  deploymentsContract,
  promotionsContract,
  leasesContract,
  ReleasesContract,
  waitingContract,
} from '@release-desk/plugin-releases-common';
import { Handlers } from '../http/types';
import { BoardHandlers, servedBoard } from './board';
import { ClaimsHandlers, servedClaims } from './claims';
import { EnvironmentsServices } from './createServices';
import { PromotionsHandlers } from './promotion/promotionsHandlers';

const { takeOverBooking, ...waiting } = waitingContract;

/** What is served; the handlers below have to cover it. */
export const servedEnvironments = {
  // Before what is named by its id.
  ...waiting,
  ...bookingsContract,
  ...deploymentsContract,
  ...promotionsContract,
  ...leasesContract,
  ...servedBoard,
  ...servedClaims,
};

export type EnvironmentsHandlers = Pick<
  Handlers<ReleasesContract>,
  keyof typeof servedEnvironments
>;

/** Contract to services. */
export function environmentsHandlers(
  services: EnvironmentsServices,
  parts: BoardHandlers & ClaimsHandlers & PromotionsHandlers,
): EnvironmentsHandlers {
  const { bookings, leases, previews, waitingList } = services;
  return {
    ...parts,
    ...services.versions.handlers,
    previewBooking: ({ body }, context) => previews.preview(body, context),
    listWaiting: ({ query }, context) => waitingList.list(query, context),
    joinWaitingList: ({ params, body }, context) =>
      waitingList.join({ ...params, ...body }, context),
    leaveWaitingList: ({ params }, context) =>
      waitingList.leave(params.id, context),
    answerOffer: ({ params, body }, context) =>
      waitingList.answer({ ...params, ...body }, context),
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
      bookings.consent({ ...params, revision, ...body }, context),

    listLeases: ({ query }, context) => leases.list(query, context),
    acquireLease: ({ body }, context) => leases.acquire(body, context),
    getLease: ({ params }, context) => leases.get(params.id, context),
    renewLease: ({ params, body }, context) =>
      leases.renew({ ...params, ...body }, context),
    releaseLease: ({ params, body }, context) =>
      leases.release({ ...params, ...body }, context),
    transferLease: ({ params, body }, context) =>
      leases.transfer({ ...params, ...body }, context),
    breakLease: ({ params, body }, context) =>
      leases.break({ ...params, ...body }, context),
    checkLease: ({ body }, context) => leases.check(body, context),
    leaveQueue: ({ params }, context) => leases.leaveQueue(params.id, context),
  };
}
