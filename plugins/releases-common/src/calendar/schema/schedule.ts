import { z } from 'zod';
import {
  durationSchema,
  instantSchema,
  timeZoneSchema,
  wallTimeSchema,
} from '../../http/values';

/** @public */
export const spanSchema = z.object({
  start: instantSchema,
  end: instantSchema,
});
/** A half-open span, `[start, end)`, of UTC instants. @public */
export type Span = z.infer<typeof spanSchema>;

/**
 * When something takes place: once, or by a rule. `start` is the local wall
 * time of the first occurrence in `timeZone`; `exdates` and `rdates` are wall
 * times too. Each occurrence is the half-open span from its start for `duration`.
 *
 * @public
 */
export const scheduleSchema = z.strictObject({
  start: wallTimeSchema,
  timeZone: timeZoneSchema,
  duration: durationSchema,
  /** RFC 5545 recurrence rule without `RRULE:` and without DTSTART. */
  rrule: z.string().trim().min(1).max(500).optional(),
  exdates: z.array(wallTimeSchema).max(500).optional(),
  rdates: z.array(wallTimeSchema).max(500).optional(),
});
/** @public */
export type Schedule = z.infer<typeof scheduleSchema>;
