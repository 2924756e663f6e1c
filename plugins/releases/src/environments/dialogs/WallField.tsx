import { DatePicker } from '@backstage/ui';
import { CalendarDateTime, parseDateTime } from '@internationalized/date';
import { zoneName } from '../../shared/time';

/** A wall time in the viewer's zone, which is named once beside it. */
export function WallField(props: {
  label: string;
  value: string;
  timeZone: string;
  /** Of the zone's name: an instant near the value. */
  near: string;
  isInvalid?: boolean;
  onChange(wall: string): void;
}) {
  const { label, value, timeZone, near, isInvalid, onChange } = props;
  return (
    <DatePicker
      label={label}
      secondaryLabel={zoneName(near, timeZone)}
      granularity="minute"
      hourCycle={24}
      hideTimeZone
      value={parseDateTime(value)}
      isInvalid={isInvalid}
      onChange={next =>
        next instanceof CalendarDateTime &&
        onChange(next.set({ second: 0 }).toString())
      }
    />
  );
}
