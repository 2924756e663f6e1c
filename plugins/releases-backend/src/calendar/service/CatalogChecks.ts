import { InputError } from '@backstage/errors';
import {
  EntityFacts,
  EntitySelector,
  isEnvironment,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { CallContext } from '../../http/types';
import { REF_LINES, refsOf } from './selectorRefs';

const ARTICLES = {
  environment: 'an environment',
  owner: 'a group or a user',
  system: 'a system',
  domain: 'a domain',
};

/** A ref somewhere in the input, and what must stand there. */
export interface NamedRef {
  /** Path of the field, e.g. `entities[0].ref`. */
  field: string;
  ref: string;
  expected?: 'environment' | 'owner' | 'system' | 'domain';
}

const NOTHING_MATCHES =
  'The scope matches nothing in the catalog as it is now; it takes effect as soon as something fits.';

/**
 * What the catalog has to say about the input of a caller. An entity that the
 * caller may not read is spoken of as one that is not there.
 */
export class CatalogChecks {
  readonly #view: CatalogView;

  constructor(options: { catalogView: CatalogView }) {
    this.#view = options.catalogView;
  }

  /** Throws `InputError` naming the first field that does not fit. */
  async require(
    named: NamedRef[],
    context: CallContext,
  ): Promise<Map<string, EntityFacts>> {
    if (named.length === 0) return new Map();
    const refs = [...new Set(named.map(item => item.ref))];
    const facts = await this.#view.getFacts(refs);
    const visible = await this.visible(facts.keys(), context);
    for (const { field, ref, expected } of named) {
      const found = visible.has(ref) ? facts.get(ref) : undefined;
      if (!found) throw new InputError(`${field}: unknown entity ${ref}`);
      if (expected && !isA(found, expected))
        throw new InputError(
          `${field}: expected ${ARTICLES[expected]}, got ${ref}`,
        );
    }
    return facts;
  }

  /**
   * The facts of what a question names, as far as it names something. Throws
   * `InputError` naming the field.
   */
  async subject(
    question: { entityRef?: string; environmentRef?: string },
    context: CallContext,
    /** Leads the names of the fields. */
    place = '',
  ): Promise<{ entity?: EntityFacts; environment?: EntityFacts }> {
    const { entityRef, environmentRef } = question;
    const named: NamedRef[] = [];
    if (entityRef) named.push({ field: `${place}entityRef`, ref: entityRef });
    if (environmentRef)
      named.push({
        field: `${place}environmentRef`,
        ref: environmentRef,
        expected: 'environment',
      });
    const facts = await this.require(named, context);
    return {
      entity: entityRef ? facts.get(entityRef) : undefined,
      environment: environmentRef ? facts.get(environmentRef) : undefined,
    };
  }

  async visible(
    refs: Iterable<string>,
    context: CallContext,
  ): Promise<Set<string>> {
    const asked = [...new Set(refs)];
    return asked.length > 0
      ? this.#view.visibleTo(context.credentials, asked)
      : new Set();
  }

  async warningsFor(selector: EntitySelector): Promise<string[]> {
    const { total } = await this.#view.matchEntities(selector, { limit: 1 });
    const hasPlaceLine = selector.environment ?? selector.environmentTier;
    const places = hasPlaceLine
      ? (await this.#view.matchEnvironments(selector)).length
      : undefined;
    return total === 0 || places === 0 ? [NOTHING_MATCHES] : [];
  }
}

function isA(
  facts: EntityFacts,
  expected: NonNullable<NamedRef['expected']>,
): boolean {
  switch (expected) {
    case 'environment':
      return isEnvironment(facts);
    case 'owner':
      return facts.kind === 'group' || facts.kind === 'user';
    default:
      return facts.kind === expected;
  }
}

/** The owner, unless it is the one that it was. */
export function ownerNamed(
  after: { owner: string },
  before?: { owner: string },
): NamedRef[] {
  return after.owner === before?.owner
    ? []
    : [{ field: 'owner', ref: after.owner, expected: 'owner' }];
}

/** What a selector names, without what the one before named already. */
export function selectorNamed(
  selector: EntitySelector,
  before: EntitySelector = {},
): NamedRef[] {
  const known = new Set(refsOf(before));
  return REF_LINES.flatMap(line =>
    (selector[line] ?? [])
      .map(
        (ref, index): NamedRef => ({
          field: `selector.${line}[${index}]`,
          ref,
          ...(line !== 'ref' && { expected: line }),
        }),
      )
      .filter(item => !known.has(item.ref)),
  );
}
