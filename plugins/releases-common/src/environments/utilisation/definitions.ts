import type { UtilisationMeasure } from './schema';

/**
 * How each figure is made, in a sentence for those who read it.
 *
 * @public
 */
export const UTILISATION_DEFINITIONS: Readonly<
  Record<UtilisationMeasure, string>
> = {
  availableHours: 'Hours of the period, day and night, times the environments.',
  bookedHours:
    'Hours in which an environment was held by at least one approved, active or completed booking, its set-up and tear-down included and its end where it was given back; observers do not count, and an hour that several shared counts once.',
  usedHours:
    'The part of the booked hours in which a booking was active, from its begin to its end.',
  utilisation: 'Booked hours divided by available hours.',
  noShowHours:
    'Hours that were booked by somebody who never came, until the booking was taken back.',
  contendedHours:
    'Hours in which somebody waited for an environment while another team held it; an hour in which several waited counts once.',
  waitingHours:
    'The sum, over all on the waiting list, of the time from when they wanted to begin until their slot began, they gave up, or now.',
  ephemeral:
    'The cost of the environments in the period, less what their bookings would have cost at the same rate in an environment of their own each: the hours of each booking and the time to start. Of a team: its share of the booked hours. Production apart.',
};
