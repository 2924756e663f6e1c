/**
 * Release Desk for apps on the old frontend system.
 *
 * @packageDocumentation
 */
export {
  EntityEnvironmentCard,
  EntityEnvironmentContent,
  EntityGroupEnvironmentsCard,
  EntityReleasesCard,
  EntityReleasesContent,
  HomePageComingUp,
  HomePageMyEnvironments,
  releasesPlugin,
  ReleasesPage,
} from './legacy/plugin';
export { releasesApiRef } from './api';
export type { ReleasesApi } from './api';
export { releasesTranslationRef } from './translation';
