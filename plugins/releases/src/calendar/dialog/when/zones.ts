/** Every zone that this browser knows, and the chosen one, which it may know under another name. */
export function zoneOptions(chosen: string): { id: string; label: string }[] {
  const known = Intl.supportedValuesOf('timeZone');
  return [...new Set([chosen, 'UTC', ...known])]
    .sort((a, b) => a.localeCompare(b))
    .map(zone => ({ id: zone, label: zone }));
}

/** Whether a zone is meant by what was typed, `new york` as well as `America/New_York`. */
export function isZoneMeant(zone: string, typed: string): boolean {
  const plain = (text: string) =>
    text
      .toLocaleLowerCase('en-US')
      .replace(/[_\s/]+/g, ' ')
      .trim();
  return plain(zone).includes(plain(typed));
}
