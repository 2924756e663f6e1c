import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { pageOf, pageQuery } from '../../http/page';
import { entityRefSchema, instantSchema, listParam } from '../../http/values';
import * as p from '../permissions';
import * as s from './schema';

const room = 'environments';
const params = z.object({ id: z.uuid() });
const reason = z.string().trim().min(1).max(2000);
const decision = z.strictObject({ reason: reason.optional() });

/** @public */
export const bookingsContract = {
  listBookings: endpoint({
    method: 'GET',
    path: '/bookings',
    room,
    summary: 'List bookings of environments',
    description:
      'Those that take up any of [from, to) with their buffers, by start. Drafts are listed only for who made them.',
    permissions: [p.bookingReadPermission],
    query: z.object({
      environmentRef: listParam(entityRefSchema),
      groupRef: listParam(entityRefSchema),
      requestedBy: listParam(z.string().trim().min(1).max(255)),
      status: listParam(s.bookingStatusSchema),
      usage: listParam(s.bookingUsageSchema),
      releaseId: z.uuid().optional(),
      seriesId: z.uuid().optional(),
      q: z.string().trim().min(1).max(200).optional(),
      from: instantSchema.optional(),
      to: instantSchema.optional(),
      order: z.enum(['start', '-start']).default('start'),
      ...pageQuery,
    }),
    response: pageOf(s.bookingSchema),
  }),
  createBooking: endpoint({
    method: 'POST',
    path: '/bookings',
    room,
    status: 201,
    summary: 'Book environments',
    description:
      'Approved at once where the policies of all environments say so, else pending until their owners approve. Where others hold the time it is refused with 409, and `error.conflicts` says who, as far as the caller may know.',
    permissions: [p.bookingCreatePermission],
    body: s.bookingRequestSchema,
    response: s.bookingSchema,
  }),
  getBooking: endpoint({
    method: 'GET',
    path: '/bookings/:id',
    room,
    summary: 'Get a booking',
    permissions: [p.bookingReadPermission],
    params,
    response: s.bookingSchema,
  }),
  updateBooking: endpoint({
    method: 'PATCH',
    path: '/bookings/:id',
    room,
    revisioned: true,
    summary: 'Change, move or extend a booking',
    description:
      'A new time is checked like a new booking. Where the policy does not approve it, an approved booking becomes pending again; one that is active has to be extended by an owner.',
    permissions: [p.bookingUpdatePermission],
    params,
    body: s.bookingPatchSchema,
    response: s.bookingSchema,
  }),
  submitBooking: endpoint({
    method: 'POST',
    path: '/bookings/:id/submit',
    room,
    revisioned: true,
    summary: 'Ask for what was a draft',
    permissions: [p.bookingUpdatePermission],
    params,
    body: z.strictObject({}),
    response: s.bookingSchema,
  }),
  approveBooking: endpoint({
    method: 'POST',
    path: '/bookings/:id/approve',
    room,
    revisioned: true,
    summary: 'Approve a booking',
    description:
      'For the environments that the caller owns. It is approved once all of them are. The approver is somebody other than the requester.',
    permissions: [p.bookingApprovePermission],
    params,
    body: decision,
    response: s.bookingSchema,
  }),
  rejectBooking: endpoint({
    method: 'POST',
    path: '/bookings/:id/reject',
    room,
    revisioned: true,
    summary: 'Reject a booking',
    permissions: [p.bookingApprovePermission],
    params,
    body: z.strictObject({ reason }),
    response: s.bookingSchema,
  }),
  cancelBooking: endpoint({
    method: 'POST',
    path: '/bookings/:id/cancel',
    room,
    revisioned: true,
    summary: 'Cancel a booking',
    description: 'An owner of the environment has to say why.',
    permissions: [p.bookingUpdatePermission, p.bookingApprovePermission],
    params,
    body: decision,
    response: s.bookingSchema,
  }),
  activateBooking: endpoint({
    method: 'POST',
    path: '/bookings/:id/activate',
    room,
    revisioned: true,
    summary: 'Begin a booking',
    permissions: [p.bookingUpdatePermission],
    params,
    body: z.strictObject({}),
    response: s.bookingSchema,
  }),
  completeBooking: endpoint({
    method: 'POST',
    path: '/bookings/:id/complete',
    room,
    revisioned: true,
    summary: 'Release an environment, early where it is',
    permissions: [p.bookingUpdatePermission],
    params,
    body: z.strictObject({}),
    response: s.bookingSchema,
  }),
  consentToBooking: endpoint({
    method: 'POST',
    path: '/bookings/:id/consent',
    room,
    revisioned: true,
    summary: 'Agree that another booking may stand beside this one',
    description:
      'By who has booked this one. Once both sides have agreed the two are no conflict, as long as neither grows or changes its use.',
    permissions: [p.bookingUpdatePermission],
    params,
    body: z.strictObject({ bookingId: z.uuid() }),
    response: s.bookingSchema,
  }),
};
