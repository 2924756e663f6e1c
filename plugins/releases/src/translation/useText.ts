import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { releasesTranslationRef } from './releasesTranslationRef';

/** The translation function of this plugin. */
export function useText() {
  return useTranslationRef(releasesTranslationRef).t;
}

export type Text = ReturnType<typeof useText>;
