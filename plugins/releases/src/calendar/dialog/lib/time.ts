import { formatDay, inZone } from '../../../shared/time';

/** `Tue 1 Dec` */
export function dayText(instant: string, timeZone: string): string {
  return formatDay(inZone(instant, timeZone));
}

/** `2027` */
export function yearText(instant: string, timeZone: string): string {
  return inZone(instant, timeZone).toFormat('yyyy');
}
