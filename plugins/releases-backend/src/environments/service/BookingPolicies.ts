import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import {
  BookingPolicy,
  bookingPolicySchema,
  compatibilityRuleSchema,
  EntityFacts,
  entityRefSchema,
  environmentTierSchema,
  usageMatrix,
  UsageMatrix,
} from '@release-desk/plugin-releases-common';
import { z } from 'zod';

const KEY = 'releases.environments';

const lineSchema = z.strictObject({
  /** Only these; every one unless told. */
  environments: z.array(entityRefSchema).min(1).optional(),
  tiers: z.array(environmentTierSchema).min(1).optional(),
  policy: bookingPolicySchema,
});
type Line = z.infer<typeof lineSchema>;

const configSchema = z.object({
  bookingPolicies: z.array(lineSchema).max(200).default([]),
  usageMatrix: z.array(compatibilityRuleSchema).max(200).default([]),
});

/** How environments are booked, as the configuration says. */
export class BookingPolicies {
  readonly matrix: UsageMatrix;
  readonly #lines: Line[];

  private constructor(options: { matrix: UsageMatrix; lines: Line[] }) {
    this.matrix = options.matrix;
    this.#lines = options.lines;
  }

  /** Throws `InputError` naming the line that is not as expected. */
  static fromConfig(config: Config): BookingPolicies {
    const read = configSchema.safeParse(config.getOptional(KEY) ?? {});
    if (!read.success) {
      const [issue] = read.error.issues;
      throw new InputError(
        `Configuration ${[KEY, ...issue.path].join('.')}: ${issue.message}`,
      );
    }
    return new BookingPolicies({
      matrix: usageMatrix(read.data.usageMatrix),
      lines: read.data.bookingPolicies,
    });
  }

  /** Of the first line that speaks of the environment. */
  of(environment: EntityFacts): BookingPolicy {
    const { ref, environmentTier } = environment;
    const line = this.#lines.find(
      ({ environments, tiers }) =>
        (environments?.includes(ref) ?? true) &&
        (tiers === undefined ||
          (environmentTier !== undefined && tiers.includes(environmentTier))),
    );
    return line?.policy ?? bookingPolicySchema.parse({});
  }
}
