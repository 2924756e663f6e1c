import type { Text } from '../../../translation';
import { ClockNote } from './clockNotes';
import { DayChoice, Repeat } from './recurrenceChoices';

const MONTH_FORMAT = new Intl.DateTimeFormat('en-GB', {
  month: 'long',
  timeZone: 'UTC',
});
const WEEKDAY_FORMAT = new Intl.DateTimeFormat('en-GB', {
  weekday: 'long',
  timeZone: 'UTC',
});

/** Monday is 0. */
export function weekdayName(weekday: number): string {
  // 5 January 1970 was a Monday.
  return WEEKDAY_FORMAT.format(new Date(Date.UTC(1970, 0, 5 + weekday)));
}

export function list(words: string[], conjunction = 'and'): string {
  if (words.length < 2) return words.join('');
  return `${words.slice(0, -1).join(', ')} ${conjunction} ${words.at(-1)}`;
}

function months(numbers: number[]): string {
  return list(
    numbers.map(month =>
      MONTH_FORMAT.format(new Date(Date.UTC(1970, month - 1, 1))),
    ),
  );
}

/** `27th` */
export function ordinal(number: number): string {
  const teen = number % 100 > 10 && number % 100 < 14;
  const suffix = teen ? undefined : ['st', 'nd', 'rd'][(number % 10) - 1];
  return `${number}${suffix ?? 'th'}`;
}

const NTH = ['first', 'second', 'third', 'fourth'];
const QUARTER_ENDS = [3, 6, 9, 12];
const QUARTER_STARTS = [1, 4, 7, 10];

function isQuarter(numbers: number[] | undefined, of: number[]): boolean {
  return numbers?.length === 4 && numbers.every(month => of.includes(month));
}

/** What "its last day" is the last day of. */
function period(t: Text, numbers: number[] | undefined, first: boolean) {
  if (!numbers) return t('dialog.day.month');
  const edge = first ? QUARTER_STARTS : QUARTER_ENDS;
  if (isQuarter(numbers, edge)) return t('dialog.day.quarter');
  if (numbers.length === 1 && numbers[0] === (first ? 1 : 12))
    return t('dialog.day.year');
  return months(numbers);
}

/** A choice in words, e.g. `the last Sunday of the quarter`. */
export function dayLabel(t: Text, { day }: DayChoice): string {
  const named = day.months && months(day.months);
  if (day.type === 'date') {
    const nth = ordinal(day.monthDay);
    return named
      ? t('dialog.day.dateIn', { nth, months: named })
      : t('dialog.day.date', { nth });
  }
  if (day.type === 'nth') {
    const weekday = weekdayName(day.weekday);
    if (day.n < 0)
      return named
        ? t('dialog.day.lastIn', {
            weekday,
            months: isQuarter(day.months, QUARTER_ENDS)
              ? t('dialog.day.quarter')
              : named,
          })
        : t('dialog.day.last', { weekday });
    const nth = NTH[day.n - 1];
    return named
      ? t('dialog.day.nthIn', { nth, weekday, months: named })
      : t('dialog.day.nth', { nth, weekday });
  }
  if (day.type === 'workday')
    return day.first
      ? t('dialog.day.firstWorkday', { period: period(t, day.months, true) })
      : t('dialog.day.lastWorkday', { period: period(t, day.months, false) });
  const ofPeriod = period(t, day.months, false);
  return day.days === 1
    ? t('dialog.day.lastDay', { period: ofPeriod })
    : t('dialog.day.beforeEnd', { number: String(day.days), period: ofPeriod });
}

export function repeatLabel(t: Text, repeat: Repeat): string {
  return t(`dialog.repeat.${repeat}`);
}

function amount(t: Text, minutes: number): string {
  const count = Math.abs(minutes);
  return count === 60
    ? t('dialog.when.anHour')
    : t('dialog.when.minutesCount', { number: String(count) });
}

/** What the clocks do to an occurrence, a sentence for each thing. */
export function noteTexts(
  t: Text,
  { shift, drift }: ClockNote,
  cityOf: (timeZone: string) => string,
): string[] {
  const texts: string[] = [];
  if (shift)
    texts.push(
      t(
        shift.minutes < 0
          ? 'dialog.when.shiftEarlier'
          : 'dialog.when.shiftLater',
        {
          amount: amount(t, shift.minutes),
          changed: cityOf(shift.changed),
          unchanged: cityOf(shift.unchanged),
        },
      ),
    );
  if (drift?.of === 'length')
    texts.push(
      t(
        drift.minutes < 0
          ? 'dialog.when.driftShorter'
          : 'dialog.when.driftLonger',
        { amount: amount(t, drift.minutes) },
      ),
    );
  if (drift?.of === 'end')
    texts.push(
      t(
        drift.minutes < 0
          ? 'dialog.when.driftEndEarlier'
          : 'dialog.when.driftEndLater',
        { amount: amount(t, drift.minutes) },
      ),
    );
  return texts;
}
