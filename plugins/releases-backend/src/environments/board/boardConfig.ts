import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';
import { allowedFlowSchema } from '@release-desk/plugin-releases-common';
import { z } from 'zod';

const KEY = 'releases.environments';

const configSchema = z.object({
  idleDays: z.int().min(1).max(3650).default(30),
  allowedFlows: z.array(allowedFlowSchema).max(1000).default([]),
});

/** What the board needs to be told. Throws `InputError` naming the line that is not as expected. */
export function boardConfig(config: Config): z.infer<typeof configSchema> {
  const read = configSchema.safeParse(config.getOptional(KEY) ?? {});
  if (read.success) return read.data;
  const [issue] = read.error.issues;
  throw new InputError(
    `Configuration ${[KEY, ...issue.path].join('.')}: ${issue.message}`,
  );
}

/** How long what the board shows is kept at most while nobody writes anything. */
export function boardCacheMs(config: Config): number {
  const key = `${KEY}.boardCache`;
  return durationToMilliseconds(
    config.has(key) ? readDurationFromConfig(config, { key }) : { seconds: 10 },
  );
}
