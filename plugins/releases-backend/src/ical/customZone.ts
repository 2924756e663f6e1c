import ICAL from 'ical.js';
import { InputError, toError } from '@backstage/errors';
import {
  parseRecurrence,
  RecurrenceRule,
} from '@release-desk/plugin-releases-common';

/** Zones of Exchange begin in 1601; two rules of theirs take some 900. */
const MAX_CHANGES = 8_000;
const MAX_OBSERVANCES = 500;
const FIRST_YEAR = 1600;
/** As far as the parser works a zone out. */
const LAST_YEAR = 2035;
const RULE_PARTS =
  /^(FREQ|INTERVAL|BYMONTH|BYDAY|BYMONTHDAY|UNTIL|COUNT|WKST)$/;

/**
 * The zones that a calendar defines itself, by TZID. The parser works out every
 * change of a zone since its beginning and without any bound, so a zone is
 * looked through before it is handed over, and each only once.
 */
export class CustomZones {
  readonly #components: Map<string, ICAL.Component>;
  readonly #zones = new Map<ICAL.Component, ICAL.Timezone>();
  #left = MAX_CHANGES;

  constructor(components: ICAL.Component[]) {
    this.#components = new Map(
      components.map(zone => [
        String(zone.getFirstPropertyValue('tzid')),
        zone,
      ]),
    );
  }

  get(tzid: string): ICAL.Component | undefined {
    return this.#components.get(tzid);
  }

  /** Throws `InputError` for a zone whose changes are too many to work out. */
  zoneOf(component: ICAL.Component): ICAL.Timezone {
    const known = this.#zones.get(component);
    if (known) return known;
    const changes = changesOf(component);
    if (changes > this.#left) {
      throw new InputError(
        'the time zones that the calendar itself defines change too often',
      );
    }
    this.#left -= changes;
    const zone = new ICAL.Timezone(component);
    this.#zones.set(component, zone);
    return zone;
  }
}

/** At most so many offsets follow each other in a zone. */
function changesOf(zone: ICAL.Component): number {
  const observances = zone
    .getAllSubcomponents()
    .filter(({ name }) => name === 'standard' || name === 'daylight');
  if (observances.length === 0 || observances.length > MAX_OBSERVANCES) {
    throw new InputError(
      `its time zone is defined in ${observances.length} parts; expected 1 to ${MAX_OBSERVANCES}`,
    );
  }
  return observances.reduce((sum, part) => sum + changesOfPart(part), 0);
}

function changesOfPart(part: ICAL.Component): number {
  const start = part.getFirstPropertyValue('dtstart');
  if (!(start instanceof ICAL.Time) || start.year < FIRST_YEAR) {
    throw new InputError(
      `its time zone begins before ${FIRST_YEAR}, or at no time at all`,
    );
  }
  const dates = part
    .getAllProperties('rdate')
    .reduce((sum, { jCal }) => sum + jCal.length - 3, 0);
  const rules = part.getAllProperties('rrule');
  if (rules.length > 1) {
    throw new InputError('its time zone has two rules in one part');
  }
  if (rules.length === 0) return 1 + dates;
  requireYearly(String(rules[0].getFirstValue()));
  return 1 + dates + Math.max(0, LAST_YEAR - start.year);
}

function ruleOf(text: string): RecurrenceRule {
  try {
    return parseRecurrence(text);
  } catch (error) {
    throw new InputError(
      `its time zone changes by a rule that is refused: ${
        toError(error).message
      }`,
    );
  }
}

/** Of at most one `BYDAY`: whether it is met on one day of a month. */
function isOneDay({ byday, bymonthday }: RecurrenceRule): boolean {
  const day = byday?.[0];
  if (!bymonthday) return !day || (day.n !== undefined && Math.abs(day.n) <= 5);
  if (bymonthday.length === 1) return !day;
  // The old way of saying "the second Sunday": SU;BYMONTHDAY=8,9,…,14.
  return (
    bymonthday.length === 7 &&
    bymonthday.every((n, i) => n > 0 && n === bymonthday[0] + i) &&
    bymonthday[6] <= 28 &&
    day !== undefined &&
    day.n === undefined
  );
}

/** Lets rules pass that are met once a year, as those of all clocks are. */
function requireYearly(text: string): void {
  const rule = ruleOf(text);
  const { freq, interval, bymonth, byday, bymonthday } = rule;
  const names = text.split(';').map(part => part.split('=')[0].toUpperCase());
  const isYearly =
    freq === 'YEARLY' &&
    interval === 1 &&
    names.every(name => RULE_PARTS.test(name)) &&
    (byday?.length ?? 1) === 1 &&
    (bymonth?.length ?? 1) === 1 &&
    (bymonth !== undefined || (!byday && !bymonthday)) &&
    isOneDay(rule);
  if (!isYearly) {
    throw new InputError(
      'its time zone changes by a rule that is not met on one day a year',
    );
  }
}
