import { DateTime } from 'luxon';

/** Names of days and months follow the language of the plugin's texts. */
const LOCALE = 'en';

/** Of these, one usually knows the letters that people of the zone use. */
const NAME_LOCALES = ['en-US', 'en-GB', 'en-AU'];

/** The IANA zone of the viewer's browser. */
export function viewerZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';
}

/** An instant, ISO 8601 or epoch milliseconds, as a wall time in a zone. */
export function inZone(instant: string | number, timeZone: string): DateTime {
  const options = { zone: timeZone, locale: LOCALE };
  return typeof instant === 'number'
    ? DateTime.fromMillis(instant, options)
    : DateTime.fromISO(instant, options);
}

/**
 * Whether two times of one zone are on the same day. Luxon's `hasSame` looks for
 * both ends of the day, which takes most of the time that a chip needs.
 */
export function isSameDay(a: DateTime, b: DateTime): boolean {
  return a.day === b.day && a.month === b.month && a.year === b.year;
}

const names = new Map<string, string>();

/** The short name of a zone at an instant: `CET`, `EST`, or `GMT+5:30` where there are no letters. */
export function zoneName(instant: string | number, timeZone: string): string {
  const time = inZone(instant, timeZone);
  const key = `${timeZone} ${time.offset}`;
  let name = names.get(key);
  if (name === undefined) {
    const candidates = NAME_LOCALES.map(
      locale => time.setLocale(locale).offsetNameShort ?? '',
    );
    name =
      candidates.find(candidate => /^[A-Z]{2,5}$/.test(candidate)) ??
      candidates[0];
    names.set(key, name);
  }
  return name;
}

/** `New York` for `America/New_York`. */
export function zonePlace(timeZone: string): string {
  return (timeZone.split('/').pop() ?? timeZone).replace(/_/g, ' ');
}
