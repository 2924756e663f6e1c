import {
  instantToWall,
  RecurrenceError,
  Schedule,
  validateSchedule,
  wallToInstant,
} from '@release-desk/plugin-releases-common';
import { readRule, RuleDraft, ruleOf } from './recurrenceChoices';

export interface RuleEnd {
  type: 'never' | 'on' | 'after';
  /** `YYYY-MM-DD`, the last day on which one may begin. */
  date: string;
  count: number;
}

/** What the step "When" asks for. `start` is a wall time in `timeZone`. */
export interface WhenDraft extends RuleDraft {
  timeZone: string;
  days: number;
  hours: number;
  minutes: number;
  ends: RuleEnd;
  exdates?: string[];
  rdates?: string[];
}

/** ISO 8601; days are kept apart from hours, because they are nominal. */
export function durationOf(draft: {
  days: number;
  hours: number;
  minutes: number;
}): string {
  const { days, hours, minutes } = draft;
  const time = `${hours ? `${hours}H` : ''}${minutes ? `${minutes}M` : ''}`;
  return `P${days ? `${days}D` : ''}${time ? `T${time}` : ''}`;
}

export function readDuration(duration: string): {
  days: number;
  hours: number;
  minutes: number;
} {
  const part = (unit: string, text: string) =>
    Number(new RegExp(`(\\d+)${unit}`).exec(text)?.[1] ?? 0);
  const [date, time = ''] = duration.split('T');
  const seconds = part('S', time);
  return {
    days: part('W', date) * 7 + part('D', date),
    hours: part('H', time),
    minutes: part('M', time) + Math.ceil(seconds / 60),
  };
}

function endOf({ ends, timeZone }: WhenDraft): string {
  if (ends.type === 'after') return `;COUNT=${ends.count}`;
  if (ends.type !== 'on') return '';
  // RFC 5545 wants UNTIL in UTC where the start has a zone.
  const until = wallToInstant({ wall: `${ends.date}T23:59:59`, timeZone });
  return `;UNTIL=${until.replace(/[-:]|\.\d+/g, '')}`;
}

/** The schedule that the draft describes; its parts are not checked. */
export function scheduleOf(draft: WhenDraft): Schedule {
  const rule = ruleOf(draft);
  const { exdates, rdates, repeat } = draft;
  return {
    start: draft.start,
    timeZone: draft.timeZone,
    duration: durationOf(draft),
    ...(rule !== undefined && {
      rrule: repeat === 'own' ? rule : rule + endOf(draft),
    }),
    ...(rule !== undefined && exdates?.length && { exdates }),
    ...(rdates?.length && { rdates }),
  };
}

const NEVER: RuleEnd = { type: 'never', date: '', count: 5 };

function readEnd(rrule: string, timeZone: string): RuleEnd {
  const count = /;COUNT=(\d+)/i.exec(rrule)?.[1];
  if (count) return { ...NEVER, type: 'after', count: Number(count) };
  const until = /;UNTIL=(\d{4})(\d\d)(\d\d)(?:T(\d\d)(\d\d)(\d\d)(Z)?)?/i.exec(
    rrule,
  );
  if (!until) return NEVER;
  const [, year, month, day, hour, minute, second, utc] = until;
  const date = `${year}-${month}-${day}`;
  if (!utc) return { ...NEVER, type: 'on', date };
  const instant = `${date}T${hour}:${minute}:${second}Z`;
  const wall = instantToWall({ instant, timeZone });
  return { ...NEVER, type: 'on', date: wall.slice(0, 10) };
}

/** The draft that a stored schedule is edited as: nothing of it gets lost. */
export function readSchedule(schedule: Schedule): WhenDraft {
  const { start, timeZone, duration, rrule, exdates, rdates } = schedule;
  const bare = rrule?.replace(/;(COUNT|UNTIL)=[^;]*/gi, '');
  const rule = readRule(bare, start);
  const own = rule.repeat === 'own';
  return {
    start,
    timeZone,
    ...readDuration(duration),
    ...rule,
    ...(own && { ownRule: rrule! }),
    ends: rrule && !own ? readEnd(rrule, timeZone) : NEVER,
    exdates,
    rdates,
  };
}

export type WhenField = 'start' | 'timeZone' | 'duration' | 'rrule' | 'ends';

/** What is wrong with it, at the field where that can be put right; nothing when all is well. */
export function whenErrors(
  draft: WhenDraft,
): Partial<Record<WhenField, string>> {
  if (draft.repeat !== 'once' && draft.ends.type === 'on' && !draft.ends.date)
    return { ends: 'expected a date' };
  try {
    validateSchedule(scheduleOf(draft));
    return {};
  } catch (error) {
    if (!(error instanceof RecurrenceError)) throw error;
    const reason = error.message.slice(error.part.length + 2);
    switch (error.part) {
      case 'start':
      case 'timeZone':
      case 'duration':
        return { [error.part]: reason };
      case 'UNTIL':
      case 'COUNT':
        return draft.repeat === 'own'
          ? { rrule: `${error.part} ${reason}` }
          : { ends: reason };
      default:
        return {
          rrule: error.part === 'rrule' ? reason : `${error.part} ${reason}`,
        };
    }
  }
}
