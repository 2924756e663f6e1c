import { z } from 'zod';

/** What several resources of the calendar hold alike. */
export const title = z.string().trim().min(1).max(200);
export const text = z.string().trim().max(10_000);

/** @public */
export const sourceSchema = z.object({
  type: z.enum(['native', 'ical']),
  subscriptionId: z.string().optional(),
  uid: z.string().optional(),
});
