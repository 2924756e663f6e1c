import { DAY_MS } from './calendarDays';
import { Frequency, RuleParts } from './rule';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Those whose steps are shorter than a day, longest first. */
export const SUB_DAILY: Frequency[] = ['HOURLY', 'MINUTELY', 'SECONDLY'];

/** Times of a day that are the same on every day, in order. */
export function timesOfDay({
  byhour,
  byminute,
  bysecond,
}: RuleParts): number[] {
  return byhour!.flatMap(hour =>
    byminute!.flatMap(minute =>
      bysecond!.map(second => hour * HOUR + minute * MINUTE + second * SECOND),
    ),
  );
}

const TO_23 = Array.from({ length: 24 }, (_, index) => index);
const TO_59 = Array.from({ length: 60 }, (_, index) => index);

/** The hours, minutes or seconds of one day on which a sub-daily rule falls, each as its set of times. */
export function* setsOfDay(
  rule: RuleParts,
  start: number,
  day: number,
): Generator<number[]> {
  const unit = { HOURLY: HOUR, MINUTELY: MINUTE, SECONDLY: SECOND }[
    rule.freq as 'HOURLY'
  ];
  const origin = Math.floor(start / unit);
  const falls = (wall: number) =>
    (Math.floor(wall / unit) - origin) % rule.interval === 0;
  for (const hour of rule.byhour ?? TO_23) {
    const inHour = day * DAY_MS + hour * HOUR;
    if (rule.freq === 'HOURLY') {
      if (falls(inHour)) {
        yield rule.byminute!.flatMap(minute =>
          rule.bysecond!.map(
            second => inHour + minute * MINUTE + second * SECOND,
          ),
        );
      }
    } else {
      for (const minute of rule.byminute ?? TO_59) {
        const inMinute = inHour + minute * MINUTE;
        if (rule.freq === 'SECONDLY') {
          for (const second of rule.bysecond ?? TO_59) {
            const wall = inMinute + second * SECOND;
            if (falls(wall)) {
              yield [wall];
            }
          }
        } else if (falls(inMinute)) {
          yield rule.bysecond!.map(second => inMinute + second * SECOND);
        }
      }
    }
  }
}
