import { InputError } from '@backstage/errors';
import { HIDDEN_ENTITY_REF } from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { CallContext } from '../../http/types';
import { EnvironmentChecks } from '../service';
import { GroupMembers } from './GroupMembers';

/**
 * What the catalog has to say about the groups and users of a claim. An entity
 * that the caller may not read is spoken of as one that is not there.
 */
export class ClaimChecks {
  readonly #view: CatalogView;
  readonly #checks: EnvironmentChecks;
  readonly #members: GroupMembers;

  constructor(options: {
    catalogView: CatalogView;
    checks: EnvironmentChecks;
    members: GroupMembers;
  }) {
    this.#view = options.catalogView;
    this.#checks = options.checks;
    this.#members = options.members;
  }

  /** Throws `InputError` unless somebody is there who could answer for it. */
  async group(ref: string, context: CallContext): Promise<void> {
    await this.#known('group', ref, 'group', context);
    if ((await this.#members.count(ref)) === 0)
      throw new InputError(`group: expected a group with members, got ${ref}`);
  }

  /** Throws `InputError` unless the caller may speak for the group. */
  async ownGroup(ref: string, context: CallContext): Promise<void> {
    await this.group(ref, context);
    if (!(await this.#checks.isMember(ref, context)))
      throw new InputError(
        `group: expected a group that you belong to, got ${ref}; ask others to own it with "ask"`,
      );
  }

  /** Throws `InputError`. */
  async steward(
    ref: string | undefined,
    group: string,
    context: CallContext,
  ): Promise<void> {
    if (!ref) return;
    await this.#known('steward', ref, 'user', context);
    if (!(await this.#members.has(group, ref)))
      throw new InputError(
        `steward: expected a member of ${group}, got ${ref}`,
      );
  }

  async #known(
    field: string,
    ref: string,
    kind: string,
    context: CallContext,
  ): Promise<void> {
    const facts = await this.#view.getFacts([ref]);
    const visible = await this.#checks.visible([ref], context);
    if (
      ref === HIDDEN_ENTITY_REF ||
      !visible.has(ref) ||
      facts.get(ref)?.kind !== kind
    )
      throw new InputError(`${field}: unknown ${kind} ${ref}`);
  }
}
