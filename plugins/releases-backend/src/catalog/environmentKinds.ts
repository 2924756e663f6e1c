import { Config } from '@backstage/config';
import {
  DEFAULT_ENVIRONMENT_KINDS,
  EnvironmentKind,
} from '@release-desk/plugin-releases-common';

/** What this portal calls an environment. */
export function environmentKindsOf(config: Config): readonly EnvironmentKind[] {
  return (
    config.getOptionalConfigArray('releases.environments.kinds')?.map(item => ({
      kind: item.getString('kind'),
      type: item.getOptionalString('type'),
    })) ?? DEFAULT_ENVIRONMENT_KINDS
  );
}
