import { DateTime } from 'luxon';
import { inZone } from '../../shared/time';
import { Day } from '../layout';
import { TimeScale } from './scale';
import { Zoom } from './zoom';

/** A part of the header. `x` and `width` in pixels. */
export interface Tick {
  key: string;
  x: number;
  width: number;
  label: string;
  /** Where the label does not fit. */
  short: string;
  isWeekend?: boolean;
  isToday?: boolean;
}

export interface Header {
  upper: Tick[];
  lower: Tick[];
}

export interface TickWords {
  week(week: number): string;
  shortWeek(week: number): string;
}

/** Hours between two ticks of a single day. */
const HOURS = 3;

/** Runs of days that belong together. */
function runsOf(
  scale: TimeScale,
  timeZone: string,
  keyOf: (date: DateTime) => string,
): { first: DateTime; days: Day[]; index: number }[] {
  const runs: {
    key: string;
    first: DateTime;
    days: Day[];
    index: number;
  }[] = [];
  scale.days.forEach((day, index) => {
    const date = inZone(day.iso, timeZone);
    const key = keyOf(date);
    const last = runs[runs.length - 1];
    if (last?.key === key) last.days.push(day);
    else runs.push({ key, first: date, days: [day], index });
  });
  return runs;
}

const weekKey = (date: DateTime) => `${date.weekYear}-${date.weekNumber}`;
const monthKey = (date: DateTime) => date.toFormat('yyyy-LL');
const yearKey = (date: DateTime) => String(date.year);

/** What stands above the lanes, in two lines. */
export function headerOf(options: {
  zoom: Zoom;
  scale: TimeScale;
  timeZone: string;
  today: string;
  words: TickWords;
}): Header {
  const { zoom, scale, timeZone, today, words } = options;
  const { dayWidth } = scale;
  const ticks = (
    keyOf: (date: DateTime) => string,
    labels: (run: { first: DateTime; days: Day[] }) => [string, string],
  ): Tick[] =>
    runsOf(scale, timeZone, keyOf).map(run => {
      const [label, short] = labels(run);
      return {
        key: run.days[0].iso,
        x: run.index * dayWidth,
        width: run.days.length * dayWidth,
        label,
        short,
      };
    });
  const dayTicks = (format: string): Tick[] =>
    scale.days.map((day, index) => ({
      key: day.iso,
      x: index * dayWidth,
      width: dayWidth,
      label: inZone(day.iso, timeZone).toFormat(format),
      short: String(Number(day.iso.slice(8))),
      isWeekend: day.isWeekend,
      isToday: day.iso === today,
    }));
  // A week says the month that begins in it.
  const weekTicks = () =>
    ticks(weekKey, ({ first, days }) => {
      const begun = days.find(({ iso }) => iso.endsWith('-01'));
      const week = words.week(first.weekNumber);
      return [
        begun
          ? `${week}, ${inZone(begun.iso, timeZone).toFormat('LLLL')}`
          : week,
        words.shortWeek(first.weekNumber),
      ];
    });

  switch (zoom) {
    case 'day':
      return {
        upper: ticks(monthKey, ({ first }) => [
          `${first.toFormat('cccc d LLLL')}, ${words.week(first.weekNumber)}`,
          first.toFormat('ccc d LLL'),
        ]),
        lower: hourTicks(scale, timeZone),
      };
    case 'week':
      return { upper: weekTicks(), lower: dayTicks('ccc d') };
    case 'quarter':
      return {
        upper: ticks(monthKey, ({ first }) => [
          first.toFormat('LLLL yyyy'),
          first.toFormat('LLL'),
        ]),
        lower: ticks(weekKey, ({ first }) => [
          words.shortWeek(first.weekNumber),
          String(first.weekNumber),
        ]),
      };
    case 'year':
      return {
        upper: ticks(yearKey, ({ first }) => [
          first.toFormat('yyyy'),
          first.toFormat('yyyy'),
        ]),
        lower: ticks(monthKey, ({ first }) => [
          first.toFormat('LLL'),
          first.toFormat('LLLLL'),
        ]),
      };
    default:
      return { upper: weekTicks(), lower: dayTicks('d') };
  }
}

function hourTicks(scale: TimeScale, timeZone: string): Tick[] {
  return scale.days.flatMap(day => {
    const ticks: Tick[] = [];
    for (let hour = 0; hour < 24; hour += HOURS) {
      const from = inZone(day.iso, timeZone).set({ hour });
      const x = scale.xOf(from.toMillis());
      const to =
        hour + HOURS < 24
          ? scale.xOf(from.set({ hour: hour + HOURS }).toMillis())
          : scale.xOf(day.end);
      const label = from.toFormat('HH:mm');
      ticks.push({
        key: `${day.iso} ${hour}`,
        x,
        width: to - x,
        label,
        short: label.slice(0, 2),
      });
    }
    return ticks;
  });
}

/** The vertical lines of the chart and its weekends, as one CSS background. */
export function chartBackground(
  zoom: Zoom,
  scale: TimeScale,
  header: Header,
): string {
  const percent = (x: number) => `${((x / scale.width) * 100).toFixed(4)}%`;
  let lined = header.upper;
  if (zoom === 'day' || zoom === 'week' || zoom === 'year')
    lined = header.lower;
  const layers = lined
    .filter(({ x }) => x > 0)
    .map(
      ({ x }) =>
        `linear-gradient(var(--rd-line), var(--rd-line)) ${percent(
          x,
        )} 0 / 1px 100% no-repeat`,
    );
  if (zoom !== 'day' && zoom !== 'year') {
    const stops: string[] = [];
    scale.days.forEach(({ isWeekend }, index) => {
      if (!isWeekend) return;
      const from = percent(index * scale.dayWidth);
      const to = percent((index + 1) * scale.dayWidth);
      stops.push(
        `transparent ${from}`,
        `var(--rd-weekend) ${from}`,
        `var(--rd-weekend) ${to}`,
        `transparent ${to}`,
      );
    });
    if (stops.length > 0)
      layers.push(`linear-gradient(to right, ${stops.join(', ')})`);
  }
  return layers.join(', ') || 'none';
}
