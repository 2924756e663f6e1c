import ICAL from 'ical.js';
import { InputError } from '@backstage/errors';
import { Schedule } from '@release-desk/plugin-releases-common';
import { CustomZones } from './customZone';
import { readSchedule, ZoneContext } from './readSchedule';

/** One event of a calendar from outside, as far as the suite takes it over. */
export interface ImportedEvent {
  /** UID, and `#` with the RECURRENCE-ID for a single changed occurrence. */
  uid: string;
  title: string;
  description: string;
  url?: string;
  schedule: Schedule;
}

export interface SkippedEvent {
  uid: string;
  title?: string;
  reason: string;
}

export interface ParsedCalendar {
  name?: string;
  events: ImportedEvent[];
  skipped: SkippedEvent[];
}

const MAX_EVENTS = 2000;
const MAX_LINES = 50_000;
const MAX_DEPTH = 4;
const MAX_SKIPPED = 100;

/**
 * Reads an iCalendar object. Events that cannot be taken over are named with
 * the reason; a text that is no calendar, or one that would cost too much,
 * throws `InputError`.
 */
export function parseCalendar(
  text: string,
  options: { defaultTimeZone: string },
): ParsedCalendar {
  refuseBombs(text);
  const calendar = parseComponent(text);
  const zones: ZoneContext = {
    custom: new CustomZones(calendar.getAllSubcomponents('vtimezone')),
    fallback: textOf(calendar, 'x-wr-timezone') ?? options.defaultTimeZone,
  };

  const components = calendar.getAllSubcomponents('vevent');
  if (components.length > MAX_EVENTS) {
    throw new InputError(
      `The calendar holds ${components.length} events, at most ${MAX_EVENTS} are read`,
    );
  }

  const changed = changedOccurrences(components);
  const events = new Map<string, ImportedEvent>();
  const skipped: SkippedEvent[] = [];
  for (const component of components) {
    const uid = textOf(component, 'uid') ?? '';
    const recurrenceId = textOf(component, 'recurrence-id');
    const title = textOf(component, 'summary')?.slice(0, 200);
    try {
      if (!uid) throw new InputError('it has no UID');
      if (changesWhatFollows(component)) {
        throw new InputError(
          'it changes all occurrences from one on (RANGE=THISANDFUTURE), which is not supported',
        );
      }
      if (isCancelled(component)) continue;
      const key = recurrenceId ? `${uid}#${recurrenceId}` : uid;
      events.set(key.slice(0, 500), {
        uid: key.slice(0, 500),
        title: title || 'Untitled',
        description: (textOf(component, 'description') ?? '').slice(0, 10_000),
        url: httpUrl(textOf(component, 'url')),
        schedule: readSchedule(component, {
          zones,
          // A changed occurrence is an item of its own; the rule skips it.
          without: recurrenceId ? [] : changed.get(uid) ?? [],
        }),
      });
    } catch (error) {
      const reason = (error as Error).message;
      if (skipped.length === MAX_SKIPPED) {
        throw new InputError(
          `More than ${MAX_SKIPPED} of the calendar's events cannot be taken over, such as ${uid}: ${reason}`,
        );
      }
      skipped.push({ uid, ...(title && { title }), reason });
    }
  }
  return {
    name: textOf(calendar, 'x-wr-calname'),
    events: [...events.values()],
    skipped,
  };
}

/** Before any parsing, because parsing is what a bomb aims at. */
function refuseBombs(text: string): void {
  let depth = 0;
  let lines = 0;
  for (const match of text.matchAll(/^(BEGIN|END)?.*$/gim)) {
    if (++lines > MAX_LINES) {
      throw new InputError(`The calendar has more than ${MAX_LINES} lines`);
    }
    const word = match[1]?.toUpperCase();
    if (word === 'BEGIN' && ++depth > MAX_DEPTH) {
      throw new InputError(
        `The calendar nests components more than ${MAX_DEPTH} deep`,
      );
    }
    if (word === 'END') depth--;
  }
}

function parseComponent(text: string): ICAL.Component {
  let root: ICAL.Component;
  try {
    const jcal = ICAL.parse(text.replace(/^\uFEFF/, '').trimStart());
    root = new ICAL.Component(
      Array.isArray(jcal[0]) ? (jcal[0] as unknown as string) : jcal,
    );
  } catch (error) {
    throw new InputError(
      `The text is not an iCalendar object: ${(error as Error).message.slice(
        0,
        200,
      )}`,
    );
  }
  if (root.name !== 'vcalendar') {
    throw new InputError(
      'The text is not an iCalendar object: expected BEGIN:VCALENDAR',
    );
  }
  return root;
}

function changedOccurrences(
  components: ICAL.Component[],
): Map<string, ICAL.Property[]> {
  const changed = new Map<string, ICAL.Property[]>();
  for (const component of components) {
    const property = component.getFirstProperty('recurrence-id');
    const uid = textOf(component, 'uid');
    if (!property || !uid || changesWhatFollows(component)) continue;
    changed.set(uid, [...(changed.get(uid) ?? []), property]);
  }
  return changed;
}

function changesWhatFollows(component: ICAL.Component): boolean {
  return Boolean(
    component.getFirstProperty('recurrence-id')?.getFirstParameter('range'),
  );
}

function isCancelled(component: ICAL.Component): boolean {
  return textOf(component, 'status')?.toUpperCase() === 'CANCELLED';
}

function textOf(component: ICAL.Component, name: string): string | undefined {
  const value = component.getFirstPropertyValue(name);
  const text = value === null || value === undefined ? '' : String(value);
  return text.trim() || undefined;
}

function httpUrl(value: string | undefined): string | undefined {
  if (!value || value.length > 2000 || !URL.canParse(value)) return undefined;
  return /^https?:$/.test(new URL(value).protocol) ? value : undefined;
}
