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
import { BookingPolicyStore } from '../store';

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

/**
 * How environments are booked: as somebody has said for one, or else as the
 * configuration says.
 */
export class BookingPolicies {
  readonly matrix: UsageMatrix;
  readonly #lines: Line[];
  readonly #store: BookingPolicyStore;

  private constructor(options: {
    matrix: UsageMatrix;
    lines: Line[];
    store: BookingPolicyStore;
  }) {
    this.matrix = options.matrix;
    this.#lines = options.lines;
    this.#store = options.store;
  }

  /** Throws `InputError` naming the line that is not as expected. */
  static fromConfig(
    config: Config,
    { store }: { store: BookingPolicyStore },
  ): BookingPolicies {
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
      store,
    });
  }

  /** Those that hold now, by environment. */
  async of(
    environments: Iterable<EntityFacts>,
  ): Promise<Map<string, BookingPolicy>> {
    const all = [...environments];
    const stored = await this.#store.of(all.map(({ ref }) => ref));
    return new Map(
      all.map(environment => [
        environment.ref,
        stored.get(environment.ref)?.policy ?? this.configured(environment),
      ]),
    );
  }

  /** Of the first line of the configuration that speaks of the environment. */
  configured(environment: EntityFacts): BookingPolicy {
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
