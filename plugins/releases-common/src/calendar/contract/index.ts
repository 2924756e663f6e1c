export { calendarContract } from './calendarContract';
