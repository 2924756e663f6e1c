import { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { entityRefSchema } from '@release-desk/plugin-releases-common';
import { z } from 'zod';

const KEY = 'releases.environments.claims';

const schema = z.object({
  confirmation: z.enum(['required', 'none']).default('required'),
  administrators: z.array(entityRefSchema).max(50).default([]),
  attestGraceDays: z.number().min(0).max(365).default(0),
  vacantAfterHours: z.number().min(0).max(720).default(1),
});

/** How claims come and go; see `config.d.ts`. */
export type ClaimsConfig = z.infer<typeof schema>;

/** Throws `InputError` naming the line that is not as expected. */
export function readClaimsConfig(config: Config): ClaimsConfig {
  const read = schema.safeParse(config.getOptional(KEY) ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InputError(
    `Configuration ${[KEY, ...issue.path].join('.')}: ${issue.message}`,
  );
}
