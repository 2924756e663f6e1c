import { IANAZone } from 'luxon';
import { z } from 'zod';

const ENTITY_REF = /^[a-z][a-z0-9.-]*:[a-z0-9._-]+\/[a-z0-9._-]+$/;

/**
 * A full, lower-cased entity reference, `kind:namespace/name`. Input in any
 * case is accepted and lower-cased, as the catalog does.
 *
 * @public
 */
export const entityRefSchema = z
  .string()
  .trim()
  .toLowerCase()
  .max(255)
  .regex(ENTITY_REF, 'expected a full entity ref, kind:namespace/name')
  .meta({ example: 'component:default/checkout-api' });

/** Years of more than four digits would no longer sort as text. */
function inUtc(instant: string): string | undefined {
  const time = Date.parse(instant);
  if (Number.isNaN(time)) return undefined;
  const text = new Date(time).toISOString();
  return /^\d{4}-/.test(text) ? text : undefined;
}

/**
 * An instant in UTC, ISO 8601, e.g. `2026-11-26T20:00:00.000Z`. Input with an
 * offset is accepted and converted; input without one is refused, because it
 * would mean another instant on another machine.
 *
 * @public
 */
export const instantSchema = z.iso
  .datetime({
    offset: true,
    error: 'expected an ISO 8601 instant with Z or an offset',
  })
  .refine(
    value => inUtc(value) !== undefined,
    'expected an instant that exists, up to the year 9999',
  )
  // Runs in spite of failed checks, so it must not throw.
  .overwrite(value => inUtc(value) ?? value)
  .meta({ example: '2026-11-26T20:00:00.000Z' });

/**
 * A wall time without zone or offset, e.g. `2026-11-20T18:00:00`.
 *
 * @public
 */
export const wallTimeSchema = z.iso
  .datetime({
    local: true,
    error: 'expected a local wall time, YYYY-MM-DDTHH:mm:ss',
  })
  .refine(
    value => !/[zZ]|[+-]\d\d:?\d\d$/.test(value),
    'expected a wall time without zone or offset',
  )
  .meta({ example: '2026-11-20T18:00:00', format: 'date-time-local' });

/**
 * An IANA time zone name that this runtime knows.
 *
 * @public
 */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine(
    zone => /[A-Za-z]/.test(zone) && IANAZone.isValidZone(zone),
    'expected an IANA time zone, such as Europe/Berlin',
  )
  .meta({ example: 'Europe/Berlin' });

/**
 * An ISO 8601 duration longer than nothing. Weeks and days are nominal (the
 * same wall time on a later day), times are exact.
 *
 * @public
 */
export const durationSchema = z
  .string()
  .max(40)
  .regex(
    /^P(?=\d|T\d)(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+S)?)?$/,
    'expected an ISO 8601 duration of weeks, days, hours, minutes or seconds, such as P2DT16H',
  )
  .refine(
    value => /[1-9]/.test(value),
    'expected a duration longer than nothing',
  )
  .meta({ example: 'P2DT16H' });

/** @public */
export const linkSchema = z.strictObject({
  title: z.string().trim().min(1).max(200),
  url: z
    .url({ protocol: /^https?$/, error: 'expected an http or https URL' })
    .max(2000),
});

/** @public */
export type Link = z.infer<typeof linkSchema>;

/**
 * Bookkeeping that every mutable resource carries. `revision` starts at 1 and
 * grows by one with each write; an update or delete must name the current one.
 *
 * @public
 */
export const resourceFields = {
  id: z.uuid(),
  revision: z.int().min(1),
  createdAt: instantSchema,
  createdBy: z.string(),
  updatedAt: instantSchema,
  updatedBy: z.string(),
};

/**
 * One value or several from a query string: `?kind=freeze&kind=release` and
 * `?kind=freeze,release` both read as two.
 *
 * @public
 */
export function listParam<T extends z.ZodType>(item: T) {
  return z
    .preprocess(
      value =>
        value === undefined
          ? undefined
          : [value]
              .flat()
              .flatMap(part =>
                typeof part === 'string' ? part.split(',') : [part],
              ),
      z.array(item).min(1).max(100),
    )
    .optional();
}
