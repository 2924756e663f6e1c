import { DateTime } from 'luxon';

const CAMPAIGNS = [
  'Winter sale',
  'Winter sale',
  'Spring sale',
  'Easter',
  'Mid-season sale',
  'Summer sale',
  'Summer sale',
  'Back to school',
  'Mid-season sale',
  'Singles Day',
  'Black Friday',
  'Holiday season',
];

/** What the shop is busy with this month. */
export function campaignOf(day: DateTime): string {
  return CAMPAIGNS[day.month - 1];
}
