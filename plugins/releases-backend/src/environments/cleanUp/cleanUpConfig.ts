import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { environmentTierSchema } from '@release-desk/plugin-releases-common';
import { z } from 'zod';

const KEY = 'releases.environments.cleanUp';

const schema = z.object({
  warnMinutes: z.int().min(1).max(10_080).default(1440),
  graceMinutes: z.int().min(0).max(43_200).default(60),
  tiers: z
    .array(environmentTierSchema)
    .default(['development', 'test', 'staging']),
});

/** What happens around the end of a booking; see `config.d.ts`. */
export type CleanUpConfig = z.infer<typeof schema>;

/** Throws `InputError` naming the line that is not as expected. */
export function readCleanUpConfig(config: Config): CleanUpConfig {
  const read = schema.safeParse(config.getOptional(KEY) ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InputError(
    `Configuration ${[KEY, ...issue.path].join('.')}: ${issue.message}`,
  );
}
