import { IANAZone } from 'luxon';
import { DAY_MS, dayOf } from './calendarDays';
import { RecurrenceError } from './RecurrenceError';

const MAX_DAYS = 20_000;
const MAX_ZONES = 200;
const zones = new Map<string, Zone>();

/**
 * The offsets of one zone. Asking Intl is slow, so the offset at the beginning
 * of each UTC day is remembered: where two neighbours agree, it holds between.
 */
export class Zone {
  readonly #zone: IANAZone;
  readonly #days = new Map<number, number>();

  private constructor(zone: IANAZone) {
    this.#zone = zone;
  }

  /** @throws RecurrenceError for a name that this runtime does not know. */
  static named(name: string): Zone {
    let zone = zones.get(name);
    if (!zone) {
      if (!/[A-Za-z]/.test(name) || !IANAZone.isValidZone(name)) {
        throw new RecurrenceError(
          'timeZone',
          `expected an IANA time zone, such as Europe/Berlin, got "${name.slice(
            0,
            64,
          )}"`,
        );
      }
      zone = new Zone(IANAZone.create(name));
      if (zones.size >= MAX_ZONES) {
        zones.clear();
      }
      zones.set(name, zone);
    }
    return zone;
  }

  /** Milliseconds ahead of UTC at an instant. */
  offsetAt(instant: number): number {
    const day = dayOf(instant);
    const before = this.#offsetAtDay(day);
    return before === this.#offsetAtDay(day + 1) ? before : this.#ask(instant);
  }

  /** The wall time at an instant, as if it were UTC. */
  toWall(instant: number): number {
    return instant + this.offsetAt(instant);
  }

  /**
   * The instant of a wall time. One that occurs twice means the first; one that
   * does not exist is read with the offset before the gap (RFC 5545 3.3.5).
   * Never depends on today, as luxon's own conversion does.
   */
  toInstant(wall: number): number {
    // No zone is a whole day away from UTC, so these are the offsets before and after whatever happens here.
    const before = this.offsetAt(wall - DAY_MS);
    const after = this.offsetAt(wall + DAY_MS);
    const first = wall - before;
    if (before === after || this.offsetAt(first) === before) {
      return first;
    }
    const second = wall - after;
    return this.offsetAt(second) === after ? second : first;
  }

  #offsetAtDay(day: number): number {
    let offset = this.#days.get(day);
    if (offset === undefined) {
      offset = this.#ask(day * DAY_MS);
      if (this.#days.size >= MAX_DAYS) {
        this.#days.clear();
      }
      this.#days.set(day, offset);
    }
    return offset;
  }

  #ask(instant: number): number {
    return Math.round(this.#zone.offset(instant) * 60_000);
  }
}
