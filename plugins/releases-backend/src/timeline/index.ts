export * from './createTimeline';
export * from './Timeline';
export * from './TimelineReader';
export * from './TimelineService';
