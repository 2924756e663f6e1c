export * from './createTimeline';
export * from './Timeline';
export * from './TimelineAccess';
export * from './TimelineFilters';
export * from './TimelineService';
