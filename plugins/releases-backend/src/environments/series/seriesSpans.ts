import { InputError } from '@backstage/errors';
import {
  expandRecurrence,
  previewSeries,
  RecurrenceError,
  RecurringBooking,
} from '@release-desk/plugin-releases-common';
import { StoredBooking } from '../store';

/** Those of a recurrence that a message begins with; all else is in its rule. */
const FIELDS: ReadonlySet<string> = new Set(['exdates', 'rdates']);

/**
 * When a recurring booking takes place, itself first, as far ahead as bookings
 * are made. Throws `InputError` naming the field.
 */
export function seriesSpans(
  booking: StoredBooking,
  recurrence: RecurringBooking['recurrence'],
): { spans: { start: string; end: string }[]; more: boolean } {
  try {
    const { occurrences, more } = previewSeries({
      booking: { ...booking, recurrence },
      others: [],
      expand: expandRecurrence,
    });
    if (occurrences[0]?.start !== booking.start)
      throw new InputError(
        'recurrence.rrule: expected a rule that the start of the booking meets',
      );
    return {
      spans: occurrences.map(({ start, end }) => ({ start, end })),
      more,
    };
  } catch (error) {
    if (!(error instanceof RecurrenceError)) throw error;
    const field = FIELDS.has(error.part) ? error.part : 'rrule';
    throw new InputError(`recurrence.${field}: ${error.message}`);
  }
}
