import type { Finding } from '@release-desk/plugin-releases-common';
import type { Text } from '../../translation';

/** A finding in two or three words. */
export function findingWord(finding: Finding, t: Text): string {
  if (finding.kind === 'identity-in-tiers') {
    const tiers = new Set(finding.evidence.flatMap(({ tier }) => tier ?? []))
      .size;
    return t('environments.finding.identityInTiers', {
      count: Math.max(2, tiers),
    });
  }
  return t(
    `environments.finding.${
      (
        {
          'raw-data': 'rawData',
          'forbidden-flow': 'forbiddenFlow',
          'undeclared-identity': 'undeclared',
        } as const
      )[finding.kind]
    }`,
  );
}
