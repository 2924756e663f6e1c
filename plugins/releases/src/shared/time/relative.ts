import type { Text } from '../../translation';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/** `3 days 9 hours`, in at most two units; `now` for less than a minute. */
export function describeSpan(milliseconds: number, t: Text): string {
  const length = Math.abs(milliseconds);
  if (length < MINUTE) return t('shared.relative.now');
  const days = Math.floor(length / DAY);
  const hours = Math.floor((length % DAY) / HOUR);
  const minutes = Math.floor((length % HOUR) / MINUTE);
  const parts: string[] = [];
  if (days) parts.push(t('shared.relative.day', { count: days }));
  if (hours) parts.push(t('shared.relative.hour', { count: hours }));
  if (!days && minutes)
    parts.push(t('shared.relative.minute', { count: minutes }));
  return parts.join(' ');
}

/** `in 3 days 9 hours`, `2 hours ago`, `now`. */
export function describeDistance(
  instant: string,
  now: number,
  t: Text,
): string {
  const distance = Date.parse(instant) - now;
  if (Math.abs(distance) < MINUTE) return t('shared.relative.now');
  const span = describeSpan(distance, t);
  return distance > 0
    ? t('shared.relative.in', { span })
    : t('shared.relative.ago', { span });
}
