export * from './createCalendar';
export { createStores } from './createServices';
export { rebuildTimeline } from './service';
export type { RebuildResult } from './service';
