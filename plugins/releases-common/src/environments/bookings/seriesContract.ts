import { z } from 'zod';
import { endpoint } from '../../http/endpoint';
import { instantSchema } from '../../http/values';
import { params, room } from '../contractParts';
import * as p from '../permissions';
import { bookingSchema, bookingSeriesRequestSchema } from './schema';

/** One time of a series, and the booking that it became or why it became none. @public */
export const seriesOccurrenceSchema = z.object({
  start: instantSchema,
  end: instantSchema,
  bookingId: z.string().optional(),
  status: bookingSchema.shape.status.optional(),
  /** Who has it, as far as the caller may know, or which policy is against it. */
  reason: z.string().optional(),
});

/** @public */
export const seriesContract = {
  createBookingSeries: endpoint({
    method: 'POST',
    path: '/bookings/series',
    room,
    status: 201,
    summary: 'Book environments again and again',
    description:
      'One booking for each occurrence, at most 100 and at most 400 days ahead; `more` when the rule goes on. An occurrence that cannot be had does not take the others with it. When none can be had it is refused with 409.',
    permissions: [p.bookingCreatePermission],
    body: bookingSeriesRequestSchema,
    response: z.object({
      seriesId: z.uuid(),
      occurrences: z.array(seriesOccurrenceSchema),
      more: z.boolean(),
    }),
  }),
  cancelBookingSeries: endpoint({
    method: 'POST',
    path: '/bookings/series/:id/cancel',
    room,
    summary: 'Cancel what is left of a series',
    description:
      'Every booking of it that is not over, or only those that begin at `from` or later. An owner of the environment has to say why.',
    permissions: [p.bookingUpdatePermission, p.bookingApprovePermission],
    params,
    body: z.strictObject({
      from: instantSchema.optional(),
      reason: z.string().trim().min(1).max(2000).optional(),
    }),
    response: z.object({ cancelled: z.array(z.string()) }),
  }),
};
