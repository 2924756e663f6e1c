export * from './changes';
export * from './useEntityNames';
export * from './useNames';
export * from './useQuery';
export * from './useReleasesSignal';
export * from './useTimeline';
