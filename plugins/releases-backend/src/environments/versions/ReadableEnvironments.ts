import { NotAllowedError } from '@backstage/errors';
import {
  Environment,
  environmentOf,
  environmentReadPermission,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { CallContext } from '../../http/types';
import { Access, Authorizer } from '../../permissions';
import { meetsAccess } from '../../permissions/criteria';
import { environmentAccess, EnvironmentOwners } from '../claims';

/** Environments as far as a caller may see them. */
export class ReadableEnvironments {
  readonly #options: {
    authorizer: Authorizer;
    catalogView: CatalogView;
    owners: EnvironmentOwners;
  };

  constructor(options: {
    authorizer: Authorizer;
    catalogView: CatalogView;
    owners: EnvironmentOwners;
  }) {
    this.#options = options;
  }

  /** Throws `NotAllowedError` for who may see no environment at all. */
  async requireAny(context: CallContext): Promise<Access> {
    const access = await this.#options.authorizer.conditionsFor(
      environmentReadPermission,
      context,
    );
    if ('none' in access)
      throw new NotAllowedError(
        `Not allowed: ${environmentReadPermission.name}`,
      );
    return access;
  }

  /**
   * All of them, or those of these that are environments; by ref. Throws as
   * {@link requireAny}.
   */
  async of(
    context: CallContext,
    refs?: readonly string[],
  ): Promise<Map<string, Environment>> {
    const { catalogView, owners } = this.#options;
    const access = await this.requireAny(context);
    const known = refs
      ? [...(await catalogView.getFacts(refs)).values()]
      : await catalogView.environments();
    const visible = await catalogView.visibleTo(
      context.credentials,
      known.map(({ ref }) => ref),
    );
    // Whoever may see all of them need not be told who owns them.
    const owned =
      'all' in access
        ? undefined
        : await owners.of(known.map(({ ref }) => ref));
    const found = new Map<string, Environment>();
    for (const facts of known) {
      const { ref } = facts;
      const isCovered =
        !owned || meetsAccess(access, environmentAccess(owned.get(ref)));
      const reading =
        isCovered && visible.has(ref) ? environmentOf(facts) : undefined;
      if (reading) found.set(ref, reading.environment);
    }
    return found;
  }
}
