import { z } from 'zod';
import { environmentTierSchema } from '../catalog/schema';

/** Everything that the suite reads of a catalog entity's annotations begins so. @public */
export const ANNOTATION_PREFIX = 'release-desk.dev/';

/**
 * The annotations that describe an environment. `network-zone` is read of any
 * entity, the others only of environments.
 *
 * @public
 */
export const ENVIRONMENT_ANNOTATIONS = {
  tier: 'release-desk.dev/tier',
  lifecycle: 'release-desk.dev/lifecycle',
  region: 'release-desk.dev/region',
  zone: 'release-desk.dev/zone',
  nextEnvironment: 'release-desk.dev/next-environment',
  costPerDay: 'release-desk.dev/cost-per-day',
  networkZone: 'release-desk.dev/network-zone',
  deployIdentities: 'release-desk.dev/deploy-identities',
  dataSet: 'release-desk.dev/data-set',
  dataSource: 'release-desk.dev/data-source',
  dataClassification: 'release-desk.dev/data-classification',
  dataRefreshedAt: 'release-desk.dev/data-refreshed-at',
  dataApprovedBy: 'release-desk.dev/data-approved-by',
} as const;

/**
 * How long an environment is meant to live and for whom: `ephemeral` goes with
 * the work it was made for, `shared` is taken in turns, `long-lived` stays.
 *
 * @public
 */
export const lifecycleClassSchema = z.enum([
  'ephemeral',
  'shared',
  'long-lived',
]);
/** @public */
export type LifecycleClass = z.infer<typeof lifecycleClassSchema>;

/**
 * How the data of an environment came to be. `raw` is production data as it
 * is, `subset` a part of it, still raw.
 *
 * @public
 */
export const dataMethodSchema = z.enum([
  'synthetic',
  'masked',
  'subset',
  'raw',
]);
/** @public */
export type DataMethod = z.infer<typeof dataMethodSchema>;

/** @public */
export const dataClassificationSchema = z.enum([
  'public',
  'internal',
  'confidential',
  'restricted',
]);
/** @public */
export type DataClassification = z.infer<typeof dataClassificationSchema>;

/**
 * What is wrong with an annotation: which, what it says, and what would be right.
 *
 * @public
 */
export const annotationProblemSchema = z.object({
  annotation: z.string(),
  value: z.string(),
  expected: z.string(),
});
/** @public */
export type AnnotationProblem = z.infer<typeof annotationProblemSchema>;

/**
 * The problem as a sentence, for the catalog's processing errors.
 *
 * @public
 */
export function describeAnnotationProblem(problem: AnnotationProblem): string {
  const { annotation, value, expected } = problem;
  const shown = value.length > 80 ? `${value.slice(0, 80)}…` : value;
  return `${annotation}: expected ${expected}, got "${shown}"`;
}

/** What an annotation's text means, or what was expected instead. */
export type Reading<T> = { value: T } | { expected: string };

export function oneOf<T extends string>(
  schema: z.ZodEnum<Record<T, T>>,
  alias: Record<string, T> = {},
) {
  return (text: string): Reading<T> => {
    const word = text.toLocaleLowerCase('en-US');
    const read = schema.safeParse(alias[word] ?? word);
    return read.success
      ? { value: read.data as T }
      : { expected: `one of ${schema.options.join(', ')}` };
  };
}

export const readTier = oneOf(environmentTierSchema);
export const readLifecycle = oneOf(lifecycleClassSchema);
/** What is in production is production's own data, whatever one calls it. */
export const readDataMethod = oneOf(dataMethodSchema, { production: 'raw' });
export const readClassification = oneOf(dataClassificationSchema);

export function readText(text: string): Reading<string> {
  return text.length <= 200
    ? { value: text }
    : { expected: 'at most 200 characters' };
}

/** `a, b` as two, each once. */
export function readList(text: string): Reading<string[]> {
  const items = text
    .split(',')
    .map(item => item.trim())
    .filter(item => item !== '');
  return items.length > 0 &&
    items.length <= 50 &&
    items.every(item => item.length <= 200)
    ? { value: [...new Set(items)] }
    : { expected: 'one or more names, at most 50, separated by commas' };
}

const DAY = /^\d{4}-\d\d-\d\d$/;

/** An instant, or a day, which means its beginning in UTC. */
export function readInstant(text: string): Reading<string> {
  const written = DAY.test(text) ? `${text}T00:00:00Z` : text;
  const isInstant = z.iso.datetime({ offset: true }).safeParse(written).success;
  return isInstant
    ? { value: new Date(written).toISOString() }
    : { expected: 'an ISO 8601 instant with Z or an offset, or a day' };
}

/**
 * What something costs. `currency` is an ISO 4217 code.
 *
 * @public
 */
export const moneySchema = z.object({
  currency: z.string().regex(/^[A-Z]{3}$/),
  amount: z.number().min(0),
});
/** @public */
export type Money = z.infer<typeof moneySchema>;

const MONEY = /^([A-Z]{3})\s*(\d{1,9}(?:\.\d{1,2})?)$/;

/** `EUR 412` or `EUR 12.50`. */
export function readMoney(text: string): Reading<Money> {
  const [, currency, amount] = MONEY.exec(text) ?? [];
  return currency
    ? { value: { currency, amount: Number(amount) } }
    : { expected: 'a currency and an amount, such as EUR 12.50' };
}
