import { z } from 'zod';
import {
  entityRefSchema,
  durationSchema,
  instantSchema,
  linkSchema,
  resourceFields,
  timeZoneSchema,
  wallTimeSchema,
} from '../http/values';
import { entitySelectorSchema, scopeReasonSchema } from '../catalog/schema';

/** @public */
export const windowKindSchema = z.enum(['freeze', 'allow', 'advisory']);
/** @public */
export type WindowKind = z.infer<typeof windowKindSchema>;

/** @public */
export const enforcementSchema = z.enum(['hard', 'soft', 'info']);
/** @public */
export type Enforcement = z.infer<typeof enforcementSchema>;

/** @public */
export const actionSchema = z.enum([
  'deploy',
  'rollback',
  'apply',
  'promote',
  'approve',
  'flag',
]);
/** @public */
export type Action = z.infer<typeof actionSchema>;

/** @public */
export const invokerSchema = z.enum(['human', 'automation']);
/** @public */
export type Invoker = z.infer<typeof invokerSchema>;

/** @public */
export const changeTypeSchema = z.enum([
  'standard',
  'normal',
  'emergency',
  'rollback',
]);
/** @public */
export type ChangeType = z.infer<typeof changeTypeSchema>;

/** @public */
export const inFlightSchema = z.enum(['finish', 'finish-stage', 'abort']);
/** @public */
export type InFlight = z.infer<typeof inFlightSchema>;

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

const title = z.string().trim().min(1).max(200);
const text = z.string().trim().max(10_000);

const windowFields = {
  kind: windowKindSchema,
  title,
  reason: text.min(1),
  owner: entityRefSchema,
  schedule: scheduleSchema,
  selector: entitySelectorSchema,
  enforcement: enforcementSchema,
  actions: z.array(actionSchema).min(1),
  invokers: z.array(invokerSchema).min(1),
  /** Change types that pass in spite of it. */
  exemptChangeTypes: z.array(changeTypeSchema),
  /** What becomes of work that began before it closed. */
  inFlight: inFlightSchema,
  links: z.array(linkSchema).max(20),
};

/**
 * A window as it is created. An advisory is always `info`; the others are
 * `hard` unless told.
 *
 * @public
 */
export const windowInputSchema = z.strictObject({
  ...windowFields,
  selector: windowFields.selector.default({}),
  enforcement: enforcementSchema.optional(),
  actions: windowFields.actions.default([
    'deploy',
    'rollback',
    'apply',
    'promote',
  ]),
  invokers: windowFields.invokers.default(['human', 'automation']),
  exemptChangeTypes: windowFields.exemptChangeTypes.default(['rollback']),
  inFlight: inFlightSchema.default('finish'),
  links: windowFields.links.default([]),
});
/** @public */
export type WindowInput = z.infer<typeof windowInputSchema>;

/** @public */
export const windowPatchSchema = z
  .strictObject(windowFields)
  .omit({ kind: true })
  .partial();
/** @public */
export type WindowPatch = z.infer<typeof windowPatchSchema>;

/** @public */
export const sourceSchema = z.object({
  type: z.enum(['native', 'ical']),
  subscriptionId: z.string().optional(),
  uid: z.string().optional(),
});

/** @public */
export const windowSchema = z.object({
  ...windowFields,
  ...resourceFields,
  source: sourceSchema,
  /** The schedule in plain words. */
  scheduleText: z.string(),
  /** Warnings that do not stop a write, e.g. a scope that matches nothing. */
  warnings: z.array(z.string()).optional(),
});
/** @public */
export type Window = z.infer<typeof windowSchema>;

/** @public */
export const releaseStatusSchema = z.enum([
  'planned',
  'ready',
  'in-progress',
  'released',
  'rolled-back',
  'cancelled',
]);
/** @public */
export type ReleaseStatus = z.infer<typeof releaseStatusSchema>;

const releaseFields = {
  title,
  owner: entityRefSchema,
  /** What ships, with the version that it ships. */
  entities: z
    .array(
      z.strictObject({
        ref: entityRefSchema,
        version: z.string().trim().min(1).max(100),
        previousVersion: z.string().trim().min(1).max(100).optional(),
      }),
    )
    .min(1)
    .max(200),
  environments: z.array(entityRefSchema).max(100),
  start: instantSchema,
  end: instantSchema,
  /** The zone it is planned in, shown beside the viewer's. */
  timeZone: timeZoneSchema,
  status: releaseStatusSchema,
  links: z.array(linkSchema).max(20),
  notes: text,
};

/** @public */
export const releaseInputSchema = z
  .strictObject({
    ...releaseFields,
    environments: releaseFields.environments.default([]),
    timeZone: timeZoneSchema.default('UTC'),
    status: releaseStatusSchema.default('planned'),
    links: releaseFields.links.default([]),
    notes: text.default(''),
  })
  .refine(release => release.start < release.end, {
    path: ['end'],
    message: 'expected an instant after start',
  });
/** @public */
export type ReleaseInput = z.infer<typeof releaseInputSchema>;

/** @public */
export const releasePatchSchema = z.strictObject(releaseFields).partial();
/** @public */
export type ReleasePatch = z.infer<typeof releasePatchSchema>;

/** @public */
export const releaseSchema = z.object({ ...releaseFields, ...resourceFields });
/** @public */
export type Release = z.infer<typeof releaseSchema>;

/** @public */
export const eventKindSchema = z.enum(['business', 'vendor']);
/** @public */
export const eventCategorySchema = z.enum([
  'financial-close',
  'peak-trade',
  'other',
  'maintenance',
  'release',
  'deprecation',
  'end-of-life',
]);
/** @public */
export type EventCategory = z.infer<typeof eventCategorySchema>;

/** @public */
export const BUSINESS_CATEGORIES = [
  'financial-close',
  'peak-trade',
  'other',
] as const;
/** @public */
export const VENDOR_CATEGORIES = [
  'maintenance',
  'release',
  'deprecation',
  'end-of-life',
  'other',
] as const;

const eventFields = {
  kind: eventKindSchema,
  category: eventCategorySchema,
  title,
  description: text,
  owner: entityRefSchema,
  schedule: scheduleSchema,
  /** Whom or what it affects. */
  selector: entitySelectorSchema,
  /** Only and always of vendor events. */
  vendor: z.string().trim().min(1).max(100).optional(),
  /** Only of a deprecation or end of life: by then consumers must have moved. */
  moveBy: instantSchema.optional(),
  links: z.array(linkSchema).max(20),
};

/** @public */
export const eventInputSchema = z.strictObject({
  ...eventFields,
  description: text.default(''),
  selector: entitySelectorSchema.default({}),
  links: eventFields.links.default([]),
});
/** @public */
export type EventInput = z.infer<typeof eventInputSchema>;

/** @public */
export const eventPatchSchema = z
  .strictObject(eventFields)
  .omit({ kind: true })
  .partial();
/** @public */
export type EventPatch = z.infer<typeof eventPatchSchema>;

/** @public */
export const calendarEventSchema = z.object({
  ...eventFields,
  ...resourceFields,
  source: sourceSchema,
  scheduleText: z.string(),
  warnings: z.array(z.string()).optional(),
});
/** @public */
export type CalendarEvent = z.infer<typeof calendarEventSchema>;

/** @public */
export const overrideStatusSchema = z.enum([
  'requested',
  'approved',
  'rejected',
  'revoked',
  'expired',
]);
/** @public */
export type OverrideStatus = z.infer<typeof overrideStatusSchema>;

/**
 * What an override lets through. Every line must hold; an absent line holds.
 *
 * @public
 */
export const overrideScopeSchema = z.strictObject({
  entityRefs: z.array(entityRefSchema).min(1).max(200).optional(),
  environmentRefs: z.array(entityRefSchema).min(1).max(100).optional(),
  actions: z.array(actionSchema).min(1).optional(),
});
/** @public */
export type OverrideScope = z.infer<typeof overrideScopeSchema>;

/** @public */
export const overrideInputSchema = z.strictObject({
  windowId: z.uuid(),
  /** The release it is asked for, if any. */
  releaseId: z.uuid().optional(),
  scope: overrideScopeSchema,
  reason: z.string().trim().min(10).max(2000),
  incident: z.string().trim().min(1).max(500).optional(),
  expiresAt: instantSchema,
});
/** @public */
export type OverrideInput = z.infer<typeof overrideInputSchema>;

/** @public */
export const overrideSchema = z.object({
  ...overrideInputSchema.shape,
  ...resourceFields,
  windowTitle: z.string(),
  status: overrideStatusSchema,
  requestedBy: z.string(),
  decidedBy: z.string().optional(),
  decidedAt: instantSchema.optional(),
  decisionReason: z.string().optional(),
  revokedBy: z.string().optional(),
  revokedAt: instantSchema.optional(),
  useCount: z.int(),
});
/** @public */
export type Override = z.infer<typeof overrideSchema>;

/** @public */
export const overrideDecisionSchema = z.strictObject({
  reason: z.string().trim().max(2000).optional(),
});

/** @public */
export const overrideUseInputSchema = z.strictObject({
  entityRef: entityRefSchema,
  environmentRef: entityRefSchema.optional(),
  action: actionSchema,
  /** The run, job or change that made use of it. */
  run: z.string().trim().min(1).max(500).optional(),
});
/** @public */
export const overrideUseSchema = z.object({
  ...overrideUseInputSchema.shape,
  id: z.uuid(),
  usedAt: instantSchema,
  usedBy: z.string(),
});
/** @public */
export type OverrideUse = z.infer<typeof overrideUseSchema>;

/** @public */
export const openStateSchema = z.enum(['open', 'closed', 'advisory']);
/** @public */
export type OpenState = z.infer<typeof openStateSchema>;

/**
 * One window that had a say. `effect`: `closes` (an active hard freeze),
 * `outside` (an allow window that is not open), `warns` (an active soft
 * freeze, must be acknowledged), `informs`, `opens` (an active allow window),
 * `exempt` (it would close, but exempts this change type), `overridden`.
 *
 * @public
 */
export const becauseSchema = z.object({
  windowId: z.string(),
  kind: windowKindSchema,
  enforcement: enforcementSchema,
  title: z.string(),
  reason: z.string().optional(),
  owner: z.string().optional(),
  effect: z.enum([
    'closes',
    'outside',
    'warns',
    'informs',
    'opens',
    'exempt',
    'overridden',
    'in-flight',
  ]),
  /** The occurrence it speaks of; for `outside` the next one, if there is one. */
  start: instantSchema.optional(),
  end: instantSchema.optional(),
  overrideId: z.string().optional(),
  scope: z.array(scopeReasonSchema).optional(),
});
/** @public */
export type Because = z.infer<typeof becauseSchema>;

/** @public */
export const stateQuestionSchema = z.strictObject({
  entityRef: entityRefSchema.optional(),
  environmentRef: entityRefSchema.optional(),
  action: actionSchema.default('deploy'),
  invoker: invokerSchema.default('human'),
  changeType: changeTypeSchema.default('normal'),
  /** Now unless told. */
  at: instantSchema.optional(),
  /** When the work began, for work in flight. */
  startedAt: instantSchema.optional(),
});
/** @public */
export type StateQuestion = z.infer<typeof stateQuestionSchema>;

/**
 * `closed`: it may not happen. `advisory`: it may; when `acknowledge` is true
 * (a soft freeze) only once acknowledged. `open`: it may. `nextTransition` is
 * the first later instant at which `state` becomes another, absent when none
 * is known within the horizon (24 months).
 *
 * @public
 */
export const stateAnswerSchema = z.object({
  state: openStateSchema,
  acknowledge: z.boolean(),
  at: instantSchema,
  because: z.array(becauseSchema),
  nextTransition: z
    .object({ at: instantSchema, to: openStateSchema })
    .optional(),
});
/** @public */
export type StateAnswer = z.infer<typeof stateAnswerSchema>;

/** @public */
export const opennessSchema = z.object({
  environmentRef: z.string().optional(),
  environmentTitle: z.string().optional(),
  environmentTier: z.string().optional(),
  now: stateAnswerSchema,
  /** The asked span, cut wherever the state changes. */
  spans: z.array(
    z.object({
      start: instantSchema,
      end: instantSchema,
      state: openStateSchema,
      acknowledge: z.boolean(),
      windowIds: z.array(z.string()),
    }),
  ),
});
/** @public */
export type Openness = z.infer<typeof opennessSchema>;

/** @public */
export const previewInputSchema = z.strictObject({
  /** The window or event as it would be; only what is known so far. */
  kind: z.enum(['freeze', 'allow', 'advisory', 'business', 'vendor']),
  schedule: scheduleSchema.optional(),
  selector: entitySelectorSchema.default({}),
  enforcement: enforcementSchema.optional(),
  actions: z.array(actionSchema).min(1).optional(),
  /** When an existing one is edited: itself is left out of the comparison. */
  windowId: z.uuid().optional(),
  occurrences: z.int().min(1).max(50).default(5),
});

/** @public */
export const spanSchema = z.object({
  start: instantSchema,
  end: instantSchema,
});
/** A half-open span, `[start, end)`, of UTC instants. @public */
export type Span = z.infer<typeof spanSchema>;

/** @public */
export const previewSchema = z.object({
  scheduleText: z.string().optional(),
  /** The next ones from now; `clocksDiffer` marks one whose length or offset daylight saving changes. */
  occurrences: z.array(spanSchema.extend({ clocksDiffer: z.boolean() })),
  /** Occurrences within the horizon of 24 months; `more` when there are more beyond it. */
  occurrenceCount: z.object({ count: z.int(), more: z.boolean() }),
  entities: z.object({
    total: z.int(),
    matched: z.int(),
    overRelations: z.int(),
    owners: z.int(),
    environments: z.array(
      z.object({
        ref: z.string(),
        title: z.string(),
        tier: z.string().optional(),
      }),
    ),
    /** The first 200, matched ones first. */
    items: z.array(
      z.object({
        ref: z.string(),
        kind: z.string(),
        title: z.string(),
        owner: z.string().optional(),
        path: z.array(scopeReasonSchema.shape.path.unwrap().element).optional(),
      }),
    ),
    /** How many more there are that the caller may not read. */
    hidden: z.int(),
  }),
  releases: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      owner: z.string(),
      start: instantSchema,
      end: instantSchema,
      entities: z.array(z.string()),
      occurrence: spanSchema,
    }),
  ),
  /** Other freezes that overlap in time and share an entity. */
  overlaps: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      start: instantSchema,
      end: instantSchema,
    }),
  ),
  warnings: z.array(z.string()),
});
/** @public */
export type Preview = z.infer<typeof previewSchema>;
