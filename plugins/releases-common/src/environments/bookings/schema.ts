import { z } from 'zod';
import {
  entityRefSchema,
  instantSchema,
  linkSchema,
  resourceFields,
  timeZoneSchema,
  wallTimeSchema,
} from '../../http/values';

/** What an environment is wanted for. @public */
export const bookingUsageSchema = z.enum([
  'deploy',
  'config',
  'data-refresh',
  'test',
  'regression',
  'demo',
  'performance',
  'maintenance',
  'debug',
]);
/** @public */
export type BookingUsage = z.infer<typeof bookingUsageSchema>;

/**
 * `exclusive`: nobody else but observers. `shared`: beside others of compatible
 * usage. `observer`: watches, and is in nobody's way.
 *
 * @public
 */
export const bookingModeSchema = z.enum(['exclusive', 'shared', 'observer']);
/** @public */
export type BookingMode = z.infer<typeof bookingModeSchema>;

/** @public */
export const bookingStatusSchema = z.enum([
  'draft',
  'pending',
  'approved',
  'rejected',
  'active',
  'completed',
  'no-show',
  'cancelled',
  'expired',
]);
/** @public */
export type BookingStatus = z.infer<typeof bookingStatusSchema>;

/** @public */
export const bookingPrioritySchema = z.enum([
  'low',
  'normal',
  'high',
  'urgent',
]);
/** @public */
export type BookingPriority = z.infer<typeof bookingPrioritySchema>;

/** Longer than any test, short enough to be a booking and not an ownership. @public */
export const MAX_BOOKING_DAYS = 92;

const minutes = z
  .int()
  .min(0)
  .max(24 * 60);

/**
 * How a booking comes again: RFC 5545 without DTSTART, in the wall time of the
 * booking's zone. The first occurrence is the booking itself.
 *
 * @public
 */
export const bookingRecurrenceSchema = z.strictObject({
  rrule: z.string().trim().min(1).max(500),
  exdates: z.array(wallTimeSchema).max(500).optional(),
  rdates: z.array(wallTimeSchema).max(500).optional(),
});
/** @public */
export type BookingRecurrence = z.infer<typeof bookingRecurrenceSchema>;

const bookingFields = {
  purpose: z.string().trim().min(1).max(200),
  usage: bookingUsageSchema,
  mode: bookingModeSchema,
  /** Half-open, without the buffers. */
  start: instantSchema,
  end: instantSchema,
  /** The zone it is planned in. */
  timeZone: timeZoneSchema,
  /** Held before the start, to make ready. */
  setupMinutes: minutes,
  /** Held after the end, to clear away. */
  teardownMinutes: minutes,
  /** The group that it is for. */
  onBehalfOf: entityRefSchema,
  priority: bookingPrioritySchema,
  releaseId: z.uuid().optional(),
  /** The change request that it is for, by its number or address. */
  change: z.string().trim().min(1).max(500).optional(),
  links: z.array(linkSchema).max(20),
  notes: z.string().trim().max(10_000),
};
const environments = z.array(entityRefSchema).min(1).max(50);

function isInOrder(span: { start?: string; end?: string }): boolean {
  return (
    span.start === undefined || span.end === undefined || span.start < span.end
  );
}
const endsAfterStart = {
  path: ['end'],
  message: 'expected an instant after start',
};

const requestFields = {
  ...bookingFields,
  environments: environments.optional(),
  systemRef: entityRefSchema.optional(),
  mode: bookingModeSchema.default('exclusive'),
  timeZone: timeZoneSchema.default('UTC'),
  /** The environment's policy says how long, unless told. */
  setupMinutes: minutes.optional(),
  teardownMinutes: minutes.optional(),
  priority: bookingPrioritySchema.default('normal'),
  links: bookingFields.links.default([]),
  notes: bookingFields.notes.default(''),
  /** Kept for oneself until it is submitted; holds nothing. */
  draft: z.boolean().default(false),
};

function namesOnePlace(booking: {
  environments?: string[];
  systemRef?: string;
}): boolean {
  return (
    (booking.environments === undefined) !== (booking.systemRef === undefined)
  );
}
const environmentsOrSystem = {
  path: ['environments'],
  message: 'expected environments or a system, one of them',
};

/**
 * A booking as it is asked for: of environments, or of every environment of a
 * system.
 *
 * @public
 */
export const bookingInputSchema = z
  .strictObject({
    ...requestFields,
    recurrence: bookingRecurrenceSchema.optional(),
  })
  .refine(isInOrder, endsAfterStart)
  .refine(namesOnePlace, environmentsOrSystem);
/** @public */
export type BookingInput = z.infer<typeof bookingInputSchema>;

/**
 * One booking as it is sent. `ifTaken` says what is to become of it when others
 * hold its time: it is refused, or it is kept as pending until they let it in.
 *
 * @public
 */
export const bookingRequestSchema = z
  .strictObject({
    ...requestFields,
    ifTaken: z.enum(['refuse', 'wait']).default('refuse'),
  })
  .refine(isInOrder, endsAfterStart)
  .refine(namesOnePlace, environmentsOrSystem);
/** @public */
export type BookingRequest = z.infer<typeof bookingRequestSchema>;

/**
 * A recurring booking as it is sent. `ifTaken` says what is to become of an
 * occurrence whose time others hold: it is left out, or kept as pending.
 *
 * @public
 */
export const bookingSeriesRequestSchema = z
  .strictObject({
    ...requestFields,
    recurrence: bookingRecurrenceSchema,
    ifTaken: z.enum(['skip', 'wait']).default('skip'),
  })
  .omit({ draft: true })
  .refine(isInOrder, endsAfterStart)
  .refine(namesOnePlace, environmentsOrSystem);
/** @public */
export type BookingSeriesRequest = z.infer<typeof bookingSeriesRequestSchema>;

/**
 * Of a booking; `null` clears what need not be given.
 *
 * @public
 */
export const bookingPatchSchema = z
  .strictObject({
    ...bookingFields,
    environments,
    releaseId: bookingFields.releaseId.nullable(),
    change: bookingFields.change.nullable(),
    links: bookingFields.links.nullable(),
    notes: bookingFields.notes.nullable(),
  })
  .omit({ onBehalfOf: true })
  .partial()
  .refine(isInOrder, endsAfterStart);
/** @public */
export type BookingPatch = z.infer<typeof bookingPatchSchema>;

/** One environment's word on a booking. @public */
export const bookingApprovalSchema = z.object({
  environmentRef: z.string(),
  status: z.enum(['pending', 'approved', 'rejected']),
  /** A user, or `policy` when the environment's policy approved it. */
  by: z.string().optional(),
  at: instantSchema.optional(),
  reason: z.string().optional(),
});
/** @public */
export type BookingApproval = z.infer<typeof bookingApprovalSchema>;

/**
 * That one booking's side agrees to stand beside another. It holds for the
 * other as it was: once that one grows beyond `start` or `end` (buffers
 * included) or is used otherwise, it has to be asked again.
 *
 * @public
 */
export const bookingConsentSchema = z.object({
  bookingId: z.string(),
  usage: bookingUsageSchema,
  mode: bookingModeSchema,
  start: instantSchema,
  end: instantSchema,
  by: z.string(),
  at: instantSchema,
});
/** @public */
export type BookingConsent = z.infer<typeof bookingConsentSchema>;

/**
 * Another booking that stands in the way, or beside it with a warning: where,
 * in which span (buffers included), and why.
 *
 * @public
 */
export const bookingConflictSchema = z.object({
  bookingId: z.string(),
  environmentRef: z.string(),
  start: instantSchema,
  end: instantSchema,
  /** Only the set-up or tear-down of one of them reaches into the other. */
  buffersOnly: z.boolean(),
  severity: z.enum(['conflict', 'warning']),
  /** `exclusive`: one of them wants it alone. `usage`: these two do not go together. */
  reason: z.enum(['exclusive', 'usage']),
  usage: bookingUsageSchema,
  otherUsage: bookingUsageSchema,
  otherMode: bookingModeSchema,
  otherStatus: bookingStatusSchema,
  /** Both sides have agreed to it. */
  consented: z.boolean(),
});
/** @public */
export type BookingConflict = z.infer<typeof bookingConflictSchema>;

/** @public */
export const bookingSchema = z.object({
  ...bookingFields,
  ...resourceFields,
  environments,
  status: bookingStatusSchema,
  requestedBy: z.string(),
  approvals: z.array(bookingApprovalSchema),
  consents: z.array(bookingConsentSchema),
  /** Those that the reader may know of. */
  conflicts: z.array(bookingConflictSchema),
  seriesId: z.uuid().optional(),
  /** To which group it is offered, which has not taken it yet. */
  handOver: z
    .object({ to: z.string(), by: z.string(), at: instantSchema })
    .optional(),
  /** Since when it is active. */
  activeSince: instantSchema.optional(),
  /** When it was over: completed, cancelled, expired or not shown up. */
  endedAt: instantSchema.optional(),
  /** Why it was rejected or cancelled. */
  statusReason: z.string().optional(),
});
/** @public */
export type Booking = z.infer<typeof bookingSchema>;
