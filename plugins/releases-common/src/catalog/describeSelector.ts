import { joinWords as join } from '../words';
import { EntitySelector, SelectorExpansion } from './schema';

/**
 * A scope in words: `text` for a sentence, `short` for a ribbon.
 *
 * @public
 */
export interface SelectorWords {
  /** `Components and resources of Payments in production, and what they depend on` */
  text: string;
  /** `Commerce, Payments · production` */
  short: string;
}

const RELATION_WORDS: Record<string, [outgoing: string, incoming: string]> = {
  dependsOn: ['what they depend on', 'what depends on them'],
  dependencyOf: ['what depends on them', 'what they depend on'],
  partOf: ['what they are part of', 'their parts'],
  hasPart: ['their parts', 'what they are part of'],
  consumesApi: ['the APIs they consume', 'what consumes them'],
  apiConsumedBy: ['what consumes them', 'the APIs they consume'],
  providesApi: ['the APIs they provide', 'what provides them'],
  apiProvidedBy: ['what provides them', 'the APIs they provide'],
  ownedBy: ['their owners', 'what they own'],
  ownerOf: ['what they own', 'their owners'],
};

const KIND_PLURALS: Record<string, string> = {
  api: 'APIs',
  component: 'components',
  domain: 'domains',
  group: 'groups',
  location: 'locations',
  resource: 'resources',
  system: 'systems',
  template: 'templates',
  user: 'users',
};

const SHORT_NAMES = 3;

function nameOfRef(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

function capitalise(text: string): string {
  return text.charAt(0).toLocaleUpperCase('en-US') + text.slice(1);
}

function describeExpansion({
  relations,
  direction,
  hops,
}: SelectorExpansion): string {
  const words = relations.flatMap(relation => {
    const [outgoing, incoming] = RELATION_WORDS[relation] ?? [
      `what they reach over ${relation}`,
      `what reaches them over ${relation}`,
    ];
    if (direction === 'both') {
      return [outgoing, incoming];
    }
    return [direction === 'outgoing' ? outgoing : incoming];
  });
  const steps = hops > 1 ? ` (up to ${hops} steps)` : '';
  return `${join([...new Set(words)], 'and')}${steps}`;
}

function abbreviate(names: string[]): string {
  return names.length > SHORT_NAMES
    ? `${names.slice(0, SHORT_NAMES - 1).join(', ')} +${
        names.length - SHORT_NAMES + 1
      }`
    : names.join(', ');
}

/**
 * Puts a scope into plain words, e.g. `Components and resources of Payments in
 * production, and what they depend on`. `nameOf` gives the name to show for an
 * entity ref; without it, the ref's own name is shown.
 *
 * @public
 */
export function describeSelector(
  selector: EntitySelector,
  nameOf: (ref: string) => string = nameOfRef,
): SelectorWords {
  const names = (refs: string[] = []) => refs.map(ref => nameOf(ref));
  const kinds = (selector.kind ?? []).map(kind => {
    const lower = kind.toLocaleLowerCase('en-US');
    return KIND_PLURALS[lower] ?? `${lower}s`;
  });
  const places = [
    ...names(selector.environment),
    ...(selector.environmentTier ?? []),
  ];

  const parts: string[] = [];
  if (selector.ref) {
    parts.push(join(names(selector.ref), 'and'));
    if (kinds.length > 0) {
      parts.push(`if they are ${join(kinds, 'or')}`);
    }
  } else {
    const others =
      selector.type ||
      selector.tag ||
      selector.owner ||
      selector.system ||
      selector.domain ||
      selector.lifecycle;
    const everything = others ? 'all entities' : 'everything';
    parts.push(kinds.length > 0 ? join(kinds, 'and') : everything);
  }
  if (selector.type) {
    parts.push(`of type ${join(selector.type, 'or')}`);
  }
  if (selector.lifecycle) {
    parts.push(`with lifecycle ${join(selector.lifecycle, 'or')}`);
  }
  if (selector.tag) {
    parts.push(`tagged ${join(selector.tag, 'or')}`);
  }
  if (selector.system) {
    parts.push(`of ${join(names(selector.system), 'or')}`);
  }
  if (selector.domain) {
    // "of A of B" would read as if A belonged to B.
    const within = selector.system ? 'within' : 'of';
    parts.push(`${within} ${join(names(selector.domain), 'or')}`);
  }
  if (selector.owner) {
    parts.push(`owned by ${join(names(selector.owner), 'or')}`);
  }
  const lines = [
    selector.environment && join(names(selector.environment), 'or'),
    selector.environmentTier && join(selector.environmentTier, 'or'),
  ].filter(line => line !== undefined);
  if (lines.length > 0) {
    parts.push(`in ${lines.join(', if it is ')}`);
  }
  const text = capitalise(parts.join(' '));

  const what = [
    ...names(selector.ref),
    ...names(selector.system),
    ...names(selector.domain),
    ...names(selector.owner),
    ...(selector.tag ?? []),
    ...(selector.lifecycle ?? []),
    ...(selector.type ?? []),
  ];
  const short = [
    abbreviate(what.length > 0 ? what : kinds.map(capitalise)),
    abbreviate(places),
  ].filter(part => part !== '');

  return {
    text: selector.expand
      ? `${text}, and ${describeExpansion(selector.expand)}`
      : text,
    short: short.join(' · ') || 'Everything',
  };
}
