export * from './changes';
export * from './useEntityNames';
export * from './useQuery';
export * from './useReleasesSignal';
export * from './useTimeline';
