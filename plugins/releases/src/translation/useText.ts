import {
  TranslationFunction,
  TranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { releasesTranslationRef } from './releasesTranslationRef';

type Messages = typeof releasesTranslationRef extends TranslationRef<
  string,
  infer M
>
  ? M
  : never;

/** Named, because written out it is longer than a declaration may be. */
export type Text = TranslationFunction<Messages>;

/** The translation function of this plugin. */
export function useText(): Text {
  return useTranslationRef(releasesTranslationRef).t;
}
