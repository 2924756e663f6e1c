import { DateTime } from 'luxon';

/** What an entity is called where its title is not at hand. */
export function entityName(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/** Its page, within the portal. */
export function entityLink(ref: string): string {
  const [kind, rest] = ref.split(':');
  const [namespace, name] = rest.split('/');
  return `/catalog/${[namespace, kind, name]
    .map(encodeURIComponent)
    .join('/')}`;
}

/** `Tue 24 Nov, 09:00`, in the zone that it was planned in. */
export function instantInWords(instant: string, timeZone: string): string {
  return DateTime.fromISO(instant, { zone: timeZone, locale: 'en' }).toFormat(
    'ccc d LLL, HH:mm',
  );
}

/** `Tue 24 Nov, 09:00–12:00`; the end has a date of its own where it needs one. */
export function spanInWords(
  { start, end }: { start: string; end: string },
  timeZone: string,
): string {
  const from = DateTime.fromISO(start, { zone: timeZone, locale: 'en' });
  const to = DateTime.fromISO(end, { zone: timeZone, locale: 'en' });
  return `${from.toFormat('ccc d LLL, HH:mm')}–${to.toFormat(
    from.hasSame(to, 'day') ? 'HH:mm' : 'ccc d LLL, HH:mm',
  )}`;
}
