import { z } from 'zod';
import { instantSchema } from '../../http/values';
import { bookingConflictSchema, bookingSchema } from './schema';

/** What a booking would meet, before it is made. @public */
export const bookingPreviewSchema = z.object({
  /** `book`: approved at once. `ask`: its owner decides. `wait`: it is taken. `refuse`: a policy does. */
  outcome: z.enum(['book', 'ask', 'wait', 'refuse']),
  environments: z.array(
    z.object({
      environmentRef: z.string(),
      verdict: z.enum(['approved', 'ask', 'refused']),
      reasons: z.array(
        z.object({
          rule: z.string(),
          met: z.boolean(),
          observed: z.string(),
          expected: z.string(),
        }),
      ),
      setupMinutes: z.int(),
      teardownMinutes: z.int(),
    }),
  ),
  conflicts: z.array(
    bookingConflictSchema.extend({
      /** Both are absent when the reader may not know whose it is. */
      bookingId: z.string().optional(),
      booking: bookingSchema.optional(),
    }),
  ),
  freeSlots: z.array(
    z.object({
      start: instantSchema,
      end: instantSchema,
      /** Another of the same tier that is free then. */
      environmentRef: z.string().optional(),
    }),
  ),
  /** The place that it would have on the waiting list, and the groups in front. */
  waiting: z.object({ position: z.int().min(1), ahead: z.array(z.string()) }),
  occurrences: z
    .array(
      z.object({
        start: instantSchema,
        end: instantSchema,
        admitted: z.boolean(),
      }),
    )
    .optional(),
});
/** @public */
export type BookingPreview = z.infer<typeof bookingPreviewSchema>;
