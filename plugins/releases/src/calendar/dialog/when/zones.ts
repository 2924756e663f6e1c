/** Every zone that this browser knows, and the chosen one, which it may know under another name. */
export function zoneOptions(chosen: string): { id: string; label: string }[] {
  const known = Intl.supportedValuesOf('timeZone');
  return [...new Set([chosen, 'UTC', ...known])]
    .sort((a, b) => a.localeCompare(b))
    .map(zone => ({ id: zone, label: zone.replace(/_/g, ' ') }));
}
