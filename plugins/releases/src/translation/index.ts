export { releasesTranslationRef } from './releasesTranslationRef';
export { useText } from './useText';
export type { Text } from './useText';
