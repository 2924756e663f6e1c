import { z } from 'zod';
import { entityRefSchema, instantSchema } from '../../http/values';

/** By what the figures are told apart; a team is the group that a booking is for. @public */
export const utilisationGroupSchema = z.enum(['environment', 'team', 'month']);
/** @public */
export type UtilisationGroup = z.infer<typeof utilisationGroupSchema>;

/**
 * What is measured; {@link UTILISATION_DEFINITIONS} says how.
 *
 * @public
 */
export const utilisationMeasureSchema = z.enum([
  'availableHours',
  'bookedHours',
  'usedHours',
  'utilisation',
  'noShowHours',
  'contendedHours',
  'waitingHours',
  'ephemeral',
]);
/** @public */
export type UtilisationMeasure = z.infer<typeof utilisationMeasureSchema>;

const hours = z.number().min(0);

/** Money that may be owed or saved. @public */
export const balanceSchema = z.object({
  currency: z.string(),
  amount: z.number(),
});

/**
 * What environments of one's own, each for as long as it is needed, would have
 * cost in place of the shared ones; of those whose cost a day is known, in one
 * currency. `saves` is below zero where they would have cost more.
 *
 * @public
 */
export const ephemeralSchema = z.object({
  currency: z.string(),
  /** What the environments cost, the row's share of it. */
  costs: z.number(),
  wouldCost: z.number(),
  saves: z.number(),
  /** Nobody waits for an environment of one's own but for its start. */
  savesWaitingHours: z.number(),
  /** Environments whose cost is known, and the bookings of them. */
  environments: z.int().min(0),
  bookings: z.int().min(0),
});
/** @public */
export type Ephemeral = z.infer<typeof ephemeralSchema>;

/** The figures of a row, with how much each was made of. @public */
export const utilisationFiguresSchema = z.object({
  availableHours: hours,
  bookedHours: hours,
  usedHours: hours,
  /** Between 0 and 1; absent when nothing was available. */
  utilisation: z.number().min(0).max(1).optional(),
  noShowHours: hours,
  contendedHours: hours,
  waitingHours: hours,
  /** One for each currency. */
  ephemeral: z.array(ephemeralSchema),
  sample: z.object({
    environments: z.int().min(0),
    bookings: z.int().min(0),
    waits: z.int().min(0),
  }),
});
/** @public */
export type UtilisationFigures = z.infer<typeof utilisationFiguresSchema>;

/** @public */
export const utilisationRowSchema = z.object({
  ...utilisationFiguresSchema.shape,
  /** What it is grouped by; no others are there. */
  environmentRef: entityRefSchema.optional(),
  /** The hidden ref stands for all teams that the reader may not see. */
  team: entityRefSchema.optional(),
  /** `2026-11`, in the zone that was asked for. */
  month: z.string().optional(),
});
/** @public */
export type UtilisationRow = z.infer<typeof utilisationRowSchema>;

/** @public */
export const utilisationSchema = z.object({
  /** What the figures speak of, half-open: it ends now at the latest. */
  from: instantSchema,
  to: instantSchema,
  timeZone: z.string(),
  /** Taken to start an environment of one's own. */
  startMinutes: z.int(),
  definitions: z.array(
    z.object({ measure: utilisationMeasureSchema, text: z.string() }),
  ),
  total: utilisationFiguresSchema,
  rows: z.array(utilisationRowSchema),
});
/** @public */
export type Utilisation = z.infer<typeof utilisationSchema>;
