/**
 * Release Desk for apps on the old frontend system.
 *
 * @packageDocumentation
 */
export {
  EntityReleasesCard,
  EntityReleasesContent,
  HomePageComingUp,
  releasesPlugin,
  ReleasesPage,
} from './legacy/plugin';
export { releasesApiRef } from './api';
export type { ReleasesApi } from './api';
export { releasesTranslationRef } from './translation';
