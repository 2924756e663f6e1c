import { IANAZone } from 'luxon';
import { findIana } from 'windows-iana';

/**
 * The IANA zone that a TZID stands for: itself, the zone behind a Windows name
 * as Outlook writes it, or the last parts of a path such as
 * `/freeassociation.sourceforge.net/Europe/Berlin`. `undefined` when it stands
 * for none of them.
 */
export function resolveTimeZone(tzid: string): string | undefined {
  const name = tzid.trim().replace(/^"|"$/g, '');
  if (isZone(name)) return name;
  const windows = findIana(name)[0];
  if (windows && isZone(windows)) return windows;
  const parts = name.split('/').filter(Boolean);
  return [parts.slice(-3), parts.slice(-2)]
    .map(tail => tail.join('/'))
    .find(tail => tail !== name && tail.includes('/') && isZone(tail));
}

/** Luxon also takes fixed offsets such as `UTC+3`, which are no zones. */
function isZone(name: string): boolean {
  return /^[A-Za-z]/.test(name) && IANAZone.isValidZone(name);
}
