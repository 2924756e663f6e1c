import type { Environment } from '@release-desk/plugin-releases-common';

/** What an environment is called. */
export function environmentName(
  environment: Pick<Environment, 'name' | 'title'>,
): string {
  return environment.title ?? environment.name;
}
