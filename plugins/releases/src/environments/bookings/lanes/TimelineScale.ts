import { DateTime } from 'luxon';

export type ScaleKind = 'day' | 'week' | 'month';

/** A part of a day in which time runs evenly. */
interface Segment {
  /** Epoch milliseconds, half-open. */
  start: number;
  end: number;
  x: number;
  width: number;
  isNight: boolean;
}

export interface ScaleDay {
  /** `YYYY-MM-DD` */
  iso: string;
  date: DateTime;
  start: number;
  end: number;
  isWeekend: boolean;
  x: number;
  width: number;
}

/**
 * Where instants lie on a track. Nights and weekends are narrow, working hours
 * wide; the borders between them are wall times, so that a day of 23 or 25
 * hours is as wide as any other. Both ways are exact opposites.
 */
export interface TimelineScale {
  kind: ScaleKind;
  timeZone: string;
  days: ScaleDay[];
  /** In pixels. */
  width: number;
  start: number;
  end: number;
  /** Pixels from the left edge, clamped to the track. */
  xOf(instant: number): number;
  /** The instant at so many pixels, clamped to the track. */
  instantAt(x: number): number;
  /** The narrowed hours. */
  nights: { x: number; width: number }[];
  /** Marks of the hours that are worth one. */
  hours: { x: number; label: string }[];
}

/** Hours at which the pace changes, and pixels between them at full width. */
interface Pace {
  hours: number[];
  widths: number[];
}

const PACES: Record<ScaleKind, { workday: Pace; weekend: Pace }> = {
  day: {
    workday: { hours: [0, 6, 20, 24], widths: [90, 818, 90] },
    weekend: { hours: [0, 6, 20, 24], widths: [90, 818, 90] },
  },
  week: {
    workday: { hours: [0, 6, 20, 24], widths: [15, 140, 15] },
    weekend: { hours: [0, 24], widths: [74] },
  },
  month: {
    workday: { hours: [0, 24], widths: [38] },
    weekend: { hours: [0, 24], widths: [22] },
  },
};

const MARKED: Record<ScaleKind, number[]> = {
  day: [0, 3, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 22],
  week: [9, 12, 15, 18],
  month: [],
};

/** The days that a scale shows around a day, half-open. */
export function scaleRange(
  kind: ScaleKind,
  date: DateTime,
): { from: DateTime; to: DateTime } {
  const from = date.startOf(kind);
  return { from, to: from.plus({ [`${kind}s`]: 1 }) };
}

function wallHour(day: DateTime, hour: number): number {
  // Midnight at the end is the next day's begin, wherever the clocks change.
  return hour === 24
    ? day.plus({ days: 1 }).startOf('day').toMillis()
    : day.set({ hour }).toMillis();
}

/** The index of the part that holds a value, by the end of each part. */
function indexOf<T>(parts: T[], isBefore: (part: T) => boolean): number {
  let low = 0;
  let high = parts.length - 1;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (isBefore(parts[middle])) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The scale around a day (in the zone that is drawn) for a track of some pixels. */
export function createTimelineScale(options: {
  kind: ScaleKind;
  date: DateTime;
  width: number;
}): TimelineScale {
  const { kind, date, width } = options;
  const { from, to } = scaleRange(kind, date);
  const days: ScaleDay[] = [];
  const segments: Segment[] = [];
  const hours: TimelineScale['hours'] = [];
  let x = 0;
  for (let day = from; day < to; day = day.plus({ days: 1 }).startOf('day')) {
    const isWeekend = day.weekday > 5;
    const pace = PACES[kind][isWeekend ? 'weekend' : 'workday'];
    const first = x;
    for (const [index, part] of pace.widths.entries()) {
      segments.push({
        start: wallHour(day, pace.hours[index]),
        end: wallHour(day, pace.hours[index + 1]),
        x,
        width: part,
        isNight: pace.widths.length > 1 && index !== 1,
      });
      x += part;
    }
    days.push({
      iso: day.toISODate()!,
      date: day,
      start: day.toMillis(),
      end: wallHour(day, 24),
      isWeekend,
      x: first,
      width: x - first,
    });
  }
  const factor = width / x;
  for (const part of [...days, ...segments]) {
    part.x *= factor;
    part.width *= factor;
  }
  const start = segments[0].start;
  const end = segments[segments.length - 1].end;

  const scale: TimelineScale = {
    kind,
    timeZone: date.zoneName ?? 'UTC',
    days,
    width,
    start,
    end,
    nights: segments.filter(({ isNight }) => isNight),
    hours,
    xOf(instant) {
      if (instant <= start) return 0;
      if (instant >= end) return width;
      const part =
        segments[indexOf(segments, segment => instant < segment.end)];
      return (
        part.x + ((instant - part.start) / (part.end - part.start)) * part.width
      );
    },
    instantAt(at) {
      if (at <= 0) return start;
      if (at >= width) return end;
      const part =
        segments[indexOf(segments, segment => at < segment.x + segment.width)];
      return (
        part.start + ((at - part.x) / part.width) * (part.end - part.start)
      );
    },
  };
  for (const day of days) {
    if (kind === 'day' || !day.isWeekend)
      for (const hour of MARKED[kind])
        hours.push({
          x: scale.xOf(wallHour(day.date, hour)),
          label: String(hour).padStart(2, '0'),
        });
  }
  return scale;
}
