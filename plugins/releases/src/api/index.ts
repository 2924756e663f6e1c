export { releasesApiRef } from './releasesApi';
export type { ReleasesApi } from './releasesApi';
