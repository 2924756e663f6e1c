import { DateTime } from 'luxon';
import { inZone, isSameDay, zoneName } from './zone';

interface Span {
  start: string;
  end: string;
}

/** `20:00` */
export function formatTime(instant: string, timeZone: string): string {
  return inZone(instant, timeZone).toFormat('HH:mm');
}

/** `Thu 26 Nov`, with the year only where it is not `reference`'s. */
export function formatDay(day: DateTime, reference?: DateTime): string {
  return day.toFormat(
    reference && reference.year !== day.year ? 'ccc d LLL yyyy' : 'ccc d LLL',
  );
}

/** `Tue 1 Dec 06:00 CET` */
export function formatInstant(instant: string, timeZone: string): string {
  const time = inZone(instant, timeZone);
  return `${time.toFormat('ccc d LLL HH:mm')} ${zoneName(instant, timeZone)}`;
}

/** Whether a span is made of whole days in a zone. */
export function isAllDay(span: Span, timeZone: string): boolean {
  const start = inZone(span.start, timeZone);
  const end = inZone(span.end, timeZone);
  return isStartOfDay(start) && isStartOfDay(end);
}

/** To the clock a day begins at 01:00 where the hour before it is skipped. */
function isStartOfDay(time: DateTime): boolean {
  return time.hour <= 1 && time.valueOf() === time.startOf('day').valueOf();
}

/** `Thu 26 Nov, 20:00–22:00`, or both days where it spans more than one. */
export function formatSpan(span: Span, timeZone: string): string {
  const start = inZone(span.start, timeZone);
  const end = inZone(span.end, timeZone);
  if (isAllDay(span, timeZone)) {
    const last = end.minus({ days: 1 });
    return isSameDay(start, last)
      ? `${start.toFormat('ccc d LLL')}`
      : `${start.toFormat('ccc d LLL')} to ${last.toFormat('ccc d LLL')}`;
  }
  // Midnight at the end belongs to the day that it closes.
  const sameDay =
    isSameDay(start, end) ||
    (isStartOfDay(end) && isSameDay(end.minus({ days: 1 }), start));
  if (sameDay)
    return `${start.toFormat('ccc d LLL, HH:mm')}–${
      isSameDay(start, end) ? end.toFormat('HH:mm') : '24:00'
    }`;
  return `${start.toFormat('ccc d LLL HH:mm')} to ${end.toFormat(
    'ccc d LLL HH:mm',
  )}`;
}

/** The same with the zone: `Thu 26 Nov, 20:00–22:00 CET`. */
export function formatSpanWithZone(span: Span, timeZone: string): string {
  return `${formatSpan(span, timeZone)} ${zoneName(span.start, timeZone)}`;
}

/** Hours as short as they can be said: `20–24`, `02–05`, `20:30–22`. */
export function formatHours(span: Span, timeZone: string): string {
  const start = inZone(span.start, timeZone);
  const end = inZone(span.end, timeZone);
  const short = (time: DateTime) =>
    time.toFormat(time.minute === 0 ? 'HH' : 'HH:mm');
  const midnight = isStartOfDay(end);
  return `${short(start)}–${midnight ? '24' : short(end)}`;
}

/** In words for a screen reader: `Thursday 26 November 20:00`. */
export function speakInstant(instant: string, timeZone: string): string {
  return inZone(instant, timeZone).toFormat('cccc d LLLL HH:mm');
}

/** `Thursday 26 November 20:00 to 22:00 CET` */
export function speakSpan(span: Span, timeZone: string): string {
  const sameDay = isSameDay(
    inZone(span.start, timeZone),
    inZone(span.end, timeZone),
  );
  const end = sameDay
    ? formatTime(span.end, timeZone)
    : speakInstant(span.end, timeZone);
  return `${speakInstant(span.start, timeZone)} to ${end} ${zoneName(
    span.end,
    timeZone,
  )}`;
}
