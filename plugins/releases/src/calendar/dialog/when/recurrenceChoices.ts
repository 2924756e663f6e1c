/** How often, as a person says it; `own` is RRULE text. */
export type Repeat =
  | 'once'
  | 'daily'
  | 'weekdays'
  | 'weekly'
  | 'fortnightly'
  | 'monthly'
  | 'quarterly'
  | 'yearly'
  | 'own';

export const REPEATS: Repeat[] = [
  'once',
  'daily',
  'weekdays',
  'weekly',
  'fortnightly',
  'monthly',
  'quarterly',
  'yearly',
  'own',
];

/**
 * One way to say which day is meant, read off the first start. `rrule` is whole
 * but for its end.
 */
export interface DayChoice {
  id: string;
  rrule: string;
  /** What the label needs to be put into words. */
  day:
    | { type: 'date'; monthDay: number; months?: number[] }
    | { type: 'nth'; n: number; weekday: number; months?: number[] }
    | { type: 'beforeEnd'; days: number; months?: number[] }
    | { type: 'workday'; first: boolean; months?: number[] };
}

export const WEEKDAY_CODES = ['MO', 'TU', 'WE', 'TH', 'FR', 'SA', 'SU'];
const WORKDAYS = WEEKDAY_CODES.slice(0, 5).join(',');
const LAST_DAYS = 7;

interface StartDay {
  month: number;
  monthDay: number;
  /** Monday is 0. */
  weekday: number;
  daysInMonth: number;
}

function readStart(start: string): StartDay {
  const [year, month, monthDay] = start.slice(0, 10).split('-').map(Number);
  const daysInMonth = new Date(Date.UTC(year, month, 0)).getUTCDate();
  const weekday =
    (new Date(Date.UTC(year, month - 1, monthDay)).getUTCDay() + 6) % 7;
  return { month, monthDay, weekday, daysInMonth };
}

/** The weekday of a wall time, Monday is 0. */
export function weekdayOfWall(start: string): number {
  return readStart(start).weekday;
}

function monthsOf(repeat: Repeat, month: number): number[] | undefined {
  if (repeat === 'yearly') return [month];
  if (repeat === 'quarterly')
    return [0, 3, 6, 9]
      .map(step => ((month - 1 + step) % 12) + 1)
      .sort((a, b) => a - b);
  return undefined;
}

/** Whether the first (or last) day of the month from Monday to Friday is this one. */
function isWorkdayAtEdge(day: StartDay, first: boolean): boolean {
  if (day.weekday > 4) return false;
  const fromEdge = first ? day.monthDay : day.daysInMonth - day.monthDay + 1;
  const atWeekend = first ? day.weekday === 0 : day.weekday === 4;
  return fromEdge === 1 || (atWeekend && fromEdge <= 3);
}

/**
 * The days that a monthly, quarterly or yearly rule may mean, judged by the
 * first start: its date always, the nth weekday, the last one, so many days
 * before the end, the first or last working day where they are that day. The
 * first start meets every one of them.
 */
export function dayChoices(repeat: Repeat, start: string): DayChoice[] {
  if (!['monthly', 'quarterly', 'yearly'].includes(repeat)) return [];
  const day = readStart(start);
  const months = monthsOf(repeat, day.month);
  const base = months
    ? `FREQ=YEARLY;BYMONTH=${months.join(',')}`
    : 'FREQ=MONTHLY';
  const code = WEEKDAY_CODES[day.weekday];
  const fromEnd = day.daysInMonth - day.monthDay + 1;
  const choices: DayChoice[] = [
    {
      id: 'date',
      rrule: `${base};BYMONTHDAY=${day.monthDay}`,
      day: { type: 'date', monthDay: day.monthDay, months },
    },
  ];
  if (fromEnd <= LAST_DAYS)
    choices.push({
      id: 'last',
      rrule: `${base};BYDAY=-1${code}`,
      day: { type: 'nth', n: -1, weekday: day.weekday, months },
    });
  const nth = Math.ceil(day.monthDay / 7);
  // A fifth one is not in every month; the last one says it better.
  if (nth < 5)
    choices.push({
      id: 'nth',
      rrule: `${base};BYDAY=${nth}${code}`,
      day: { type: 'nth', n: nth, weekday: day.weekday, months },
    });
  if (fromEnd <= LAST_DAYS)
    choices.push({
      id: 'beforeEnd',
      rrule: `${base};BYMONTHDAY=-${fromEnd}`,
      day: { type: 'beforeEnd', days: fromEnd, months },
    });
  if (day.monthDay <= 3 && isWorkdayAtEdge(day, true))
    choices.push(workday(base, true, months));
  if (fromEnd <= 3 && isWorkdayAtEdge(day, false))
    choices.push(workday(base, false, months));
  return choices;
}

function workday(
  base: string,
  first: boolean,
  months: number[] | undefined,
): DayChoice {
  // BYSETPOS counts within the year when a yearly rule names several months.
  const rrule = months
    ? `FREQ=MONTHLY;BYMONTH=${months.join(',')};BYDAY=${WORKDAYS}`
    : `${base};BYDAY=${WORKDAYS}`;
  return {
    id: first ? 'firstWorkday' : 'lastWorkday',
    rrule: `${rrule};BYSETPOS=${first ? 1 : -1}`,
    day: { type: 'workday', first, months },
  };
}

export interface RuleDraft {
  start: string;
  repeat: Repeat;
  choice: string;
  /** Codes such as `MO`, for weekly rules. */
  weekdays: string[];
  ownRule: string;
}

/** The rule without its end, absent when it happens once. */
export function ruleOf(draft: RuleDraft): string | undefined {
  const days = WEEKDAY_CODES.filter(code => draft.weekdays.includes(code));
  const byDay = days.length
    ? days.join(',')
    : WEEKDAY_CODES[weekdayOfWall(draft.start)];
  switch (draft.repeat) {
    case 'once':
      return undefined;
    case 'daily':
      return 'FREQ=DAILY';
    case 'weekdays':
      return `FREQ=WEEKLY;BYDAY=${WORKDAYS}`;
    case 'weekly':
      return `FREQ=WEEKLY;BYDAY=${byDay}`;
    case 'fortnightly':
      return `FREQ=WEEKLY;INTERVAL=2;BYDAY=${byDay}`;
    case 'own':
      return draft.ownRule.trim().replace(/^RRULE:/i, '');
    default: {
      const choices = dayChoices(draft.repeat, draft.start);
      const chosen = choices.find(({ id }) => id === draft.choice);
      return (chosen ?? choices[0]).rrule;
    }
  }
}

function sameRule(a: string, b: string): boolean {
  const parts = (rule: string) => rule.toUpperCase().split(';').sort().join();
  return parts(a) === parts(b);
}

/** Finds the choice that a rule is, so that editing begins with words; a rule of one's own when there is none. */
export function readRule(
  rrule: string | undefined,
  start: string,
): Omit<RuleDraft, 'start'> {
  const plain = { choice: 'date', weekdays: [] as string[], ownRule: '' };
  if (rrule === undefined) return { ...plain, repeat: 'once' };
  const match =
    /^FREQ=WEEKLY;(?:INTERVAL=([12]);)?BYDAY=((?:MO|TU|WE|TH|FR|SA|SU)(?:,(?:MO|TU|WE|TH|FR|SA|SU))*)$/i.exec(
      rrule,
    );
  if (match && !sameRule(rrule, `FREQ=WEEKLY;BYDAY=${WORKDAYS}`))
    return {
      ...plain,
      repeat: match[1] === '2' ? 'fortnightly' : 'weekly',
      weekdays: match[2].toUpperCase().split(','),
    };
  for (const repeat of REPEATS.filter(name => name !== 'own')) {
    const choices = dayChoices(repeat, start).map(({ id }) => id);
    for (const choice of choices.length ? choices : ['date']) {
      const draft = { ...plain, repeat, choice };
      const rule = ruleOf({ ...draft, start });
      if (rule && sameRule(rule, rrule)) return draft;
    }
  }
  return { ...plain, repeat: 'own', ownRule: rrule };
}
