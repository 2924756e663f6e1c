import {
  TranslationRef,
  useTranslationRef,
} from '@backstage/frontend-plugin-api';
import { JSX } from 'react';
import { messages, releasesTranslationRef } from './releasesTranslationRef';

/** Of every message its key, with dots, and its text. */
type Entries<T, Prefix extends string = ''> = {
  [K in keyof T & string]: T[K] extends string
    ? [key: `${Prefix}${K}`, text: T[K]]
    : Entries<T[K], `${Prefix}${K}.`>;
}[keyof T & string];

type Entry = Entries<typeof messages>;

type Plural = 'zero' | 'one' | 'two' | 'few' | 'many' | 'other';

type Trim<T extends string> = T extends ` ${infer U}`
  ? Trim<U>
  : T extends `${infer U} `
  ? Trim<U>
  : T;

/** What is to be put into a message. */
type Names<M> = M extends `${string}{{${infer Name}}}${infer Rest}`
  ? Trim<Name> | Names<Rest>
  : never;

/** The same by key, without the suffixes of plurals. */
type Wanted = {
  [E in Entry as E[0] extends `${infer Base}_${Plural}` ? Base : E[0]]:
    | Names<E[1]>
    | (E[0] extends `${string}_${Plural}` ? 'count' : never);
};

type BareKey = {
  [K in keyof Wanted]: [Wanted[K]] extends [never] ? K : never;
}[keyof Wanted];

type Values<K extends keyof Wanted, Value> = {
  [N in Wanted[K]]: N extends 'count' ? number : Value;
};

/**
 * The translation function of this plugin. Backstage's own type asks of every
 * call what all messages of the plugin together want, which with this many takes
 * the compiler minutes; this one asks only what the message of the call wants.
 */
export interface Text {
  (key: BareKey): string;
  <K extends Exclude<keyof Wanted, BareKey>>(
    key: K,
    values: Values<K, string>,
  ): string;
  <K extends Exclude<keyof Wanted, BareKey>>(
    key: K,
    values: Values<K, string | JSX.Element>,
  ): JSX.Element;
}

export function useText(): Text {
  return useTranslationRef(
    releasesTranslationRef as unknown as TranslationRef<
      'plugin.releases',
      { [key in string]: string }
    >,
  ).t as unknown as Text;
}
