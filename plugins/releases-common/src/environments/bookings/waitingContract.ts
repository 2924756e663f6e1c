import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/page';
import { entityRefSchema, instantSchema, listParam } from '../../http/values';
import { params, room } from '../contractParts';
import * as p from '../permissions';
import { bookingPreviewSchema } from './preview';
import { bookingInputSchema, bookingSchema } from './schema';
import { waitingEntrySchema } from './waitingList';

/** @public */
export const waitingContract = {
  previewBooking: endpoint({
    method: 'POST',
    path: '/bookings/preview',
    room,
    safe: true,
    summary: 'See what a booking would meet before it is made',
    permissions: [p.bookingReadPermission],
    body: bookingInputSchema,
    response: bookingPreviewSchema,
  }),
  takeOverBooking: endpoint({
    method: 'POST',
    path: '/bookings/:id/take-over',
    room,
    revisioned: true,
    summary: 'Hand a booking over to another group, which has to accept',
    description:
      'Who has it offers it to another group (`accept` false; to its own group: not any more). A member of that group takes it (`accept` true), and has it from then on, or does not want it (`accept` false).',
    permissions: [p.bookingUpdatePermission],
    params,
    body: z.strictObject({ onBehalfOf: entityRefSchema, accept: z.boolean() }),
    response: bookingSchema,
  }),
  listWaiting: endpoint({
    method: 'GET',
    path: '/bookings/waiting',
    room,
    summary: 'List who waits, in their order',
    permissions: [p.bookingReadPermission],
    query: z.object({
      environmentRef: listParam(entityRefSchema),
      onBehalfOf: listParam(entityRefSchema),
      ...pageQuery,
    }),
    response: pageOf(waitingEntrySchema),
  }),
  joinWaitingList: endpoint({
    method: 'POST',
    path: '/bookings/:id/waiting',
    room,
    status: 201,
    summary: 'Wait for a slot for a pending booking',
    permissions: [p.bookingUpdatePermission],
    params,
    body: z.strictObject({
      /** Its own start unless told. */
      earliestStart: instantSchema.optional(),
      latestStart: instantSchema.optional(),
    }),
    response: waitingEntrySchema,
  }),
  leaveWaitingList: endpoint({
    method: 'DELETE',
    path: '/bookings/:id/waiting',
    room,
    status: 204,
    summary: 'Wait no longer',
    permissions: [p.bookingUpdatePermission],
    params,
  }),
  answerOffer: endpoint({
    method: 'POST',
    path: '/bookings/:id/waiting/answer',
    room,
    summary: 'Take the slot that is offered, or leave it to the next',
    permissions: [p.bookingUpdatePermission],
    params,
    body: z.strictObject({ accept: z.boolean() }),
    response: bookingSchema,
  }),
};
