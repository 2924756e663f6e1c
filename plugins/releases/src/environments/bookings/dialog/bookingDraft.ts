import type {
  BookingMode,
  BookingPriority,
  BookingUsage,
} from '@release-desk/plugin-releases-common';
import { DateTime } from 'luxon';
import {
  readSchedule,
  scheduleOf,
  WhenDraft,
  whenErrors,
} from '../../../calendar/dialog/when/scheduleOf';
import { inZone } from '../../../shared/time';
import { BookingWish } from '../data/useBookingPreview';
import { lastUse } from '../lanes/useGhost';

/** What is typed about a booking. Times are on the wall of `timeZone`. */
export interface BookingDraft {
  environments: string[];
  purpose: string;
  usage: BookingUsage;
  mode: BookingMode;
  onBehalfOf: string;
  timeZone: string;
  /** `YYYY-MM-DDTHH:mm:ss` */
  start: string;
  end: string;
  priority: BookingPriority;
  releaseId?: string;
  change: string;
  /** How it repeats; its own start is that of the draft. */
  rule: WhenDraft;
  /** It asks those in its way to share, rather than to wait. */
  isShare: boolean;
}

export type BookingField =
  | 'environments'
  | 'purpose'
  | 'usage'
  | 'mode'
  | 'onBehalfOf'
  | 'start'
  | 'end'
  | 'rrule'
  | 'ends'
  | 'releaseId'
  | 'change';

export type BookingErrors = Partial<Record<BookingField, string>>;

const WALL = "yyyy-MM-dd'T'HH:mm:ss";
const HOUR_MS = 60 * 60_000;

function wallOf(instant: string | number, timeZone: string): string {
  return inZone(instant, timeZone).toFormat(WALL);
}

/** The instant of a wall time; the first of two, later where there is none. */
export function instantOf(wall: string, timeZone: string): string {
  return DateTime.fromISO(wall, { zone: timeZone }).toUTC().toISO()!;
}

/** The draft that the dialog opens with; an hour from the next full one unless told. */
export function newBookingDraft(options: {
  environmentRefs: string[];
  start?: string;
  end?: string;
  timeZone: string;
  now: number;
  group?: string;
  isShare?: boolean;
}): BookingDraft {
  const { environmentRefs, timeZone, now, group = '', isShare } = options;
  const start =
    options.start ?? new Date(Math.ceil(now / HOUR_MS) * HOUR_MS).toISOString();
  const end =
    options.end ?? new Date(Date.parse(start) + HOUR_MS).toISOString();
  const wall = wallOf(start, timeZone);
  return {
    environments: environmentRefs,
    purpose: '',
    ...lastUse,
    onBehalfOf: group,
    timeZone,
    start: wall,
    end: wallOf(end, timeZone),
    priority: 'normal',
    change: '',
    rule: readSchedule({ start: wall, timeZone, duration: 'PT1H' }),
    isShare: isShare ?? false,
  };
}

/** The rule with the time that is typed now. */
export function ruleOfDraft(draft: BookingDraft): WhenDraft {
  const minutes = Math.max(
    1,
    Math.round(
      (Date.parse(`${draft.end}Z`) - Date.parse(`${draft.start}Z`)) / 60_000,
    ),
  );
  return {
    ...draft.rule,
    start: draft.start,
    timeZone: draft.timeZone,
    days: 0,
    hours: Math.floor(minutes / 60),
    minutes: minutes % 60,
  };
}

/** Both ends moved, so that it begins then and lasts as long. */
export function moveStart(draft: BookingDraft, start: string): BookingDraft {
  const zone = { zone: 'UTC' };
  const length = DateTime.fromISO(draft.end, zone).diff(
    DateTime.fromISO(draft.start, zone),
  );
  const end = DateTime.fromISO(start, zone).plus(length);
  return { ...draft, start, end: end.toFormat(WALL) };
}

/** The same day and length in another slot. */
export function takeSlot(
  draft: BookingDraft,
  slot: { start: string; end: string; environmentRef?: string },
): Partial<BookingDraft> {
  return {
    start: wallOf(slot.start, draft.timeZone),
    end: wallOf(slot.end, draft.timeZone),
    isShare: false,
    ...(slot.environmentRef && { environments: [slot.environmentRef] }),
  };
}

export interface BookingCheckWords {
  needed: string;
  environmentNeeded: string;
  groupNeeded: string;
  order: string;
}

/** What is missing or wrong, at its field. */
export function draftErrors(
  draft: BookingDraft,
  say: BookingCheckWords,
): BookingErrors {
  const errors: BookingErrors = {};
  if (draft.environments.length === 0)
    errors.environments = say.environmentNeeded;
  if (!draft.purpose.trim()) errors.purpose = say.needed;
  if (!draft.onBehalfOf) errors.onBehalfOf = say.groupNeeded;
  if (draft.end <= draft.start) errors.end = say.order;
  else {
    const { rrule, ends } = whenErrors(ruleOfDraft(draft));
    if (rrule) errors.rrule = rrule;
    if (ends) errors.ends = ends;
  }
  return errors;
}

/** The wish that the draft is, whatever of it is still missing. */
export function wishOf(draft: BookingDraft, purpose: string): BookingWish {
  const { rrule, exdates, rdates } = scheduleOf(ruleOfDraft(draft));
  return {
    environments: draft.environments,
    purpose,
    usage: draft.usage,
    mode: draft.mode,
    start: instantOf(draft.start, draft.timeZone),
    end: instantOf(draft.end, draft.timeZone),
    timeZone: draft.timeZone,
    onBehalfOf: draft.onBehalfOf,
    priority: draft.priority,
    ...(draft.releaseId && { releaseId: draft.releaseId }),
    ...(draft.change.trim() && { change: draft.change.trim() }),
    ...(rrule && {
      recurrence: {
        rrule,
        ...(exdates && { exdates }),
        ...(rdates && { rdates }),
      },
    }),
  };
}

const FIELD_OF_PATH: [RegExp, BookingField][] = [
  [/^(environments|systemRef)/, 'environments'],
  [/^purpose$/, 'purpose'],
  [/^usage$/, 'usage'],
  [/^mode$/, 'mode'],
  [/^onBehalfOf$/, 'onBehalfOf'],
  [/^(start|timeZone)$/, 'start'],
  [/^end$/, 'end'],
  [/^recurrence/, 'rrule'],
  [/^releaseId$/, 'releaseId'],
  [/^change$/, 'change'],
];

/** Sorts what the server refused to its fields: it says `path: what was expected`, several joined by semicolons. */
export function refusedFields(message: string): {
  fields: BookingErrors;
  rest: string;
} {
  const fields: BookingErrors = {};
  const rest: string[] = [];
  for (const problem of message.split(/; (?=[A-Za-z][\w.[\]]*: )/)) {
    const [, path = '', reason = problem] =
      /^(?:body\.)?([A-Za-z][\w.[\]]*): ([\s\S]*)$/.exec(problem) ?? [];
    const field = FIELD_OF_PATH.find(([pattern]) => pattern.test(path))?.[1];
    if (field) fields[field] ??= reason;
    else rest.push(problem);
  }
  return { fields, rest: rest.join('; ') };
}
