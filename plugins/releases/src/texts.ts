/**
 * Every text of the plugin, for portals that say it in another language. Of its
 * own, so that no portal loads all of it at its start.
 *
 * @packageDocumentation
 */
export { releasesTranslationRef } from './translation/releasesTranslationRef';
