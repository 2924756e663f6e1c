import { Config, readDurationFromConfig } from '@backstage/config';
import { InputError } from '@backstage/errors';
import { durationToMilliseconds } from '@backstage/types';

const KEY = 'releases.environments.leases.maxLife';
const DAY_MS = 86_400_000;

/** How long a lease may live, however often it is renewed; in milliseconds. */
export function leaseMaxLife(config: Config): number {
  if (!config.has(KEY)) return 7 * DAY_MS;
  const ms = durationToMilliseconds(
    readDurationFromConfig(config, { key: KEY }),
  );
  if (ms < 1000 || ms > 366 * DAY_MS)
    throw new InputError(`Configuration ${KEY}: expected a second to 366 days`);
  return ms;
}
