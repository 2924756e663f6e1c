export * from './createCalendar';
