import { z } from 'zod';
import { BookingMode, BookingUsage, bookingUsageSchema } from './schema';

/**
 * Whether two usages go together in one environment: they do, they do with a
 * warning to both, or they do not.
 *
 * @public
 */
export const compatibilitySchema = z.enum([
  'compatible',
  'warning',
  'conflict',
]);
/** @public */
export type Compatibility = z.infer<typeof compatibilitySchema>;

/**
 * One line of configuration that differs from the matrix of the house. It holds
 * both ways.
 *
 * @public
 */
export const compatibilityRuleSchema = z.strictObject({
  between: z.tuple([bookingUsageSchema, bookingUsageSchema]),
  is: compatibilitySchema,
});
/** @public */
export type CompatibilityRule = z.infer<typeof compatibilityRuleSchema>;

/** @public */
export type UsageMatrix = Readonly<
  Record<BookingUsage, Readonly<Record<BookingUsage, Compatibility>>>
>;

const USAGES = bookingUsageSchema.options;

/**
 * The upper half of the matrix, row by row from the diagonal on, in this order;
 * `o` goes together, `!` with a warning, `x` does not. Two tests in one
 * environment are what it is for; a load test or new data spoil what anybody
 * else sees; maintenance takes the ground away.
 */
const ORDER: readonly BookingUsage[] = [
  'deploy',
  'config',
  'data-refresh',
  'test',
  'regression',
  'performance',
  'demo',
  'debug',
  'maintenance',
];
const HALF: Record<BookingUsage, string> = {
  deploy: '!xxxxxx!x',
  config: 'xxxxxx!x',
  'data-refresh': 'xxxxxxx',
  test: 'oox!ox',
  regression: 'ox!ox',
  performance: 'xxxx',
  demo: '!!x',
  debug: 'ox',
  maintenance: 'x',
};
const MEANING: Record<string, Compatibility> = {
  o: 'compatible',
  '!': 'warning',
  x: 'conflict',
};

function fromHalf(one: BookingUsage, other: BookingUsage): Compatibility {
  const [row, column] = [ORDER.indexOf(one), ORDER.indexOf(other)].sort(
    (a, b) => a - b,
  );
  return MEANING[HALF[ORDER[row]][column - row]];
}

/**
 * The matrix of the house with these lines changed; a later line wins.
 *
 * @public
 */
export function usageMatrix(
  rules: readonly CompatibilityRule[] = [],
): UsageMatrix {
  const matrix = Object.fromEntries(
    USAGES.map(one => [
      one,
      Object.fromEntries(USAGES.map(other => [other, fromHalf(one, other)])),
    ]),
  ) as Record<BookingUsage, Record<BookingUsage, Compatibility>>;
  for (const { between, is } of rules) {
    const [one, other] = between;
    matrix[one][other] = is;
    matrix[other][one] = is;
  }
  return matrix;
}

/** @public */
export const DEFAULT_USAGE_MATRIX: UsageMatrix = usageMatrix();

/**
 * Whether two usages go together.
 *
 * @public
 */
export function usageCompatibility(
  one: BookingUsage,
  other: BookingUsage,
  matrix: UsageMatrix = DEFAULT_USAGE_MATRIX,
): Compatibility {
  return matrix[one][other];
}

/** @public */
export interface Use {
  usage: BookingUsage;
  mode: BookingMode;
}

/**
 * Whether two uses go together: observers with everything, an exclusive one
 * with nothing else, shared ones as the matrix says. `because` is there when
 * they do not, or only with a warning.
 *
 * @public
 */
export function useCompatibility(
  one: Use,
  other: Use,
  matrix: UsageMatrix = DEFAULT_USAGE_MATRIX,
): { is: Compatibility; because?: 'exclusive' | 'usage' } {
  const modes = [one.mode, other.mode];
  if (modes.includes('observer')) {
    return { is: 'compatible' };
  }
  const is = usageCompatibility(one.usage, other.usage, matrix);
  if (is === 'conflict') {
    return { is, because: 'usage' };
  }
  if (modes.includes('exclusive')) {
    return { is: 'conflict', because: 'exclusive' };
  }
  return is === 'warning' ? { is, because: 'usage' } : { is };
}
