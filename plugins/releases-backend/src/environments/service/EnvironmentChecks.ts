import { InputError } from '@backstage/errors';
import {
  EntityFacts,
  isEnvironment,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { CallContext } from '../../http/types';

const MOST_ENVIRONMENTS = 50;

/**
 * What the catalog has to say about the input of a caller. An entity that the
 * caller may not read is spoken of as one that is not there.
 */
export class EnvironmentChecks {
  readonly #view: CatalogView;

  constructor(options: { catalogView: CatalogView }) {
    this.#view = options.catalogView;
  }

  /** Facts of the environments. Throws `InputError` naming the field. */
  async environments(
    named: { field: string; ref: string }[],
    context: CallContext,
  ): Promise<Map<string, EntityFacts>> {
    const facts = await this.#view.getFacts(named.map(({ ref }) => ref));
    const visible = await this.visible(facts.keys(), context);
    for (const { field, ref } of named) {
      const found = visible.has(ref) ? facts.get(ref) : undefined;
      if (!found) throw new InputError(`${field}: unknown entity ${ref}`);
      if (!isEnvironment(found))
        throw new InputError(`${field}: expected an environment, got ${ref}`);
    }
    return facts;
  }

  /** Refs of the environments of a system. Throws `InputError`. */
  async environmentsOfSystem(
    systemRef: string,
    context: CallContext,
  ): Promise<string[]> {
    const facts = await this.#view.getFacts([systemRef]);
    const seen = await this.visible([systemRef], context);
    if (!seen.has(systemRef) || facts.get(systemRef)?.kind !== 'system')
      throw new InputError(`systemRef: unknown system ${systemRef}`);
    const refs = (await this.#view.environments())
      .filter(({ system }) => system === systemRef)
      .map(({ ref }) => ref);
    const visible = await this.visible(refs, context);
    const found = refs.filter(ref => visible.has(ref));
    if (found.length === 0)
      throw new InputError('systemRef: expected a system with environments');
    if (found.length > MOST_ENVIRONMENTS)
      throw new InputError(
        `systemRef: expected a system with at most ${MOST_ENVIRONMENTS} environments`,
      );
    return found;
  }

  /** Throws `InputError` unless the caller may book for the group. */
  async group(ref: string, context: CallContext): Promise<void> {
    await this.knownGroup(ref, context);
    if (!(await this.isMember(ref, context)))
      throw new InputError(
        `onBehalfOf: expected a group that you belong to, got ${ref}`,
      );
  }

  /** Throws `InputError` unless there is such a group for the caller. */
  async knownGroup(ref: string, context: CallContext): Promise<void> {
    const facts = await this.#view.getFacts([ref]);
    const visible = await this.visible([ref], context);
    if (!visible.has(ref) || facts.get(ref)?.kind !== 'group')
      throw new InputError(`onBehalfOf: unknown group ${ref}`);
  }

  /**
   * Through this group or one below it. A service is trusted to act for any: what
   * it may do is restricted where its token is defined.
   */
  async isMember(ref: string, context: CallContext): Promise<boolean> {
    if (isService(context)) return true;
    if (context.ownershipRefs.includes(ref)) return true;
    const below = new Set(await this.#view.groupsBelow([ref]));
    return context.ownershipRefs.some(own => below.has(own));
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
}

function isService(context: CallContext): boolean {
  return context.credentials.principal.type === 'service';
}
