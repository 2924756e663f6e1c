import { Claim, HIDDEN_ENTITY_REF } from '@release-desk/plugin-releases-common';

/** Entities that a claim names besides its environment. */
export function namesIn(claims: readonly Claim[]): string[] {
  return claims.flatMap(({ group, steward, offeredTo }) =>
    [group, steward, offeredTo].filter(ref => ref !== undefined),
  );
}

/** A claim without the names that the reader may not see. */
export function shownClaim(claim: Claim, visible: Set<string>): Claim {
  const shown = { ...claim };
  for (const name of ['group', 'steward', 'offeredTo'] as const) {
    const ref = shown[name];
    if (ref && !visible.has(ref)) shown[name] = HIDDEN_ENTITY_REF;
  }
  return shown;
}
