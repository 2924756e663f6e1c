import {
  EnvironmentOwner,
  HIDDEN_ENTITY_REF,
} from '@release-desk/plugin-releases-common';

/** The same without the names that the reader may not see. */
export function shownOwner(
  owner: EnvironmentOwner,
  visible: Set<string>,
): EnvironmentOwner {
  const shown = { ...owner };
  for (const name of ['owner', 'catalogOwner', 'claimOwner'] as const) {
    const ref = shown[name];
    if (ref && !visible.has(ref)) shown[name] = HIDDEN_ENTITY_REF;
  }
  return shown;
}
