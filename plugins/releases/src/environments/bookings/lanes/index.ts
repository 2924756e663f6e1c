export * from './ghost';
export * from './LaneKey';
export * from './Swimlanes';
export * from './TimelineScale';
export * from './useGhost';
export * from './useWidth';
