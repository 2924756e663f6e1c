import { JsonObject, JsonValue } from '@backstage/types';
import { z } from 'zod';
import * as audit from '../audit/schema';
import * as calendar from '../calendar/schema';
import * as catalog from '../catalog/schema';
import * as bookings from '../environments/bookings/schema';
import * as ical from '../ical/schema';
import * as timeline from '../timeline/schema';

/** Schemas that deserve a name in the document; all others are named after their endpoint. */
export const namedSchemas: Record<string, z.ZodType> = {
  AuditEntry: audit.auditEntrySchema,
  Because: calendar.becauseSchema,
  Booking: bookings.bookingSchema,
  BookingConflict: bookings.bookingConflictSchema,
  BookingRequest: bookings.bookingRequestSchema,
  CalendarEvent: calendar.calendarEventSchema,
  Checkpoint: audit.checkpointSchema,
  Collision: timeline.collisionSchema,
  EntitySelector: catalog.entitySelectorSchema,
  EventInput: calendar.eventInputSchema,
  Feed: ical.feedSchema,
  FeedInput: ical.feedInputSchema,
  HistoryEntry: audit.historyEntrySchema,
  Openness: calendar.opennessSchema,
  Override: calendar.overrideSchema,
  OverrideInput: calendar.overrideInputSchema,
  OverrideScope: calendar.overrideScopeSchema,
  OverrideUse: calendar.overrideUseSchema,
  OverrideUseInput: calendar.overrideUseInputSchema,
  Preview: calendar.previewSchema,
  PreviewInput: calendar.previewInputSchema,
  Release: calendar.releaseSchema,
  ReleaseInput: calendar.releaseInputSchema,
  Schedule: calendar.scheduleSchema,
  ScopeReason: catalog.scopeReasonSchema,
  StateAnswer: calendar.stateAnswerSchema,
  StateQuestion: calendar.stateQuestionSchema,
  Subscription: ical.subscriptionSchema,
  SubscriptionInput: ical.subscriptionInputSchema,
  TimelineFilter: ical.timelineFilterSchema,
  TimelineItem: timeline.timelineItemSchema,
  Window: calendar.windowSchema,
  WindowInput: calendar.windowInputSchema,
};

/** Where zod puts schemas that refer to themselves. */
const SHARED = '__shared';

/**
 * Collects schemas under names, and gives them out as one set of components
 * that refer to each other.
 */
export class SchemaComponents {
  readonly #registry = z.registry<{ id: string }>();

  constructor() {
    for (const [id, schema] of Object.entries(namedSchemas))
      this.#registry.add(schema, { id });
  }

  /** A reference to the schema, under its own name or else under this one. */
  ref(schema: z.ZodType, name: string): JsonObject {
    if (!this.#registry.has(schema)) this.#registry.add(schema, { id: name });
    return refTo(this.#registry.get(schema)?.id ?? name);
  }

  toJson(): JsonObject {
    const { schemas } = z.toJSONSchema(this.#registry, {
      io: 'input',
      uri: id => (id === SHARED ? '' : (refTo(id).$ref as string)),
    });
    const { [SHARED]: shared, ...named } = schemas;
    return tidy({ ...shared?.$defs, ...named } as JsonObject) as JsonObject;
  }
}

/** One field by itself, without names. */
export function fieldSchema(schema: z.ZodType): JsonObject {
  return tidy(
    z.toJSONSchema(schema, { io: 'input' }) as unknown as JsonObject,
  ) as JsonObject;
}

function refTo(id: string): JsonObject {
  return { $ref: `#/components/schemas/${id}` };
}

/** Says it as OpenAPI does, and leaves out what only bloats the document. */
function tidy(value: JsonValue | undefined): JsonValue | undefined {
  if (Array.isArray(value)) return value.map(one => tidy(one) as JsonValue);
  if (typeof value !== 'object' || value === null) return value;
  const out: JsonObject = {};
  for (const [key, child] of Object.entries(value)) {
    const isBloat =
      key === '$schema' ||
      key === '$id' ||
      // The pattern repeats the format, at length.
      (key === 'pattern' && typeof value.format === 'string') ||
      (key === 'maximum' && child === Number.MAX_SAFE_INTEGER) ||
      (key === 'minimum' && child === Number.MIN_SAFE_INTEGER);
    if (isBloat) continue;
    if (key === 'example' && typeof child !== 'object')
      out.examples = [child as JsonValue];
    else if (key === '$ref' && typeof child === 'string')
      out.$ref = child.replace(/^#\/\$defs\//, refTo('').$ref as string);
    else out[key] = tidy(child);
  }
  return out;
}
