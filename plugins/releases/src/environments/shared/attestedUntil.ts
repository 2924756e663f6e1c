import type { Claim } from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';

/** When a claim that is attested now has to be attested again. */
export function attestedUntil(
  claim: Pick<Claim, 'attestEveryMonths'>,
  now: number,
): string {
  return DateTime.fromMillis(now, { zone: 'UTC' })
    .plus({ months: claim.attestEveryMonths })
    .toISO()!;
}
