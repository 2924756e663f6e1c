import { NotFoundError } from '@backstage/errors';
import {
  environmentReadPermission,
  HIDDEN_ENTITY_REF,
  ownerAt,
  Ownership,
  ownershipHistory,
} from '@release-desk/plugin-releases-common';
import { CallContext } from '../../http/types';
import { ClaimDependencies } from './ClaimDependencies';
import { environmentAccess } from './EnvironmentOwners';

/** Who owned an environment when, by its claims. */
export class OwnershipService {
  readonly #options: Pick<
    ClaimDependencies,
    'authorizer' | 'checks' | 'claims' | 'owners'
  >;

  constructor(
    options: Pick<
      ClaimDependencies,
      'authorizer' | 'checks' | 'claims' | 'owners'
    >,
  ) {
    this.#options = options;
  }

  /**
   * All of it, oldest first, or who it was at an instant. A group that the caller
   * may not see has no name. Throws `NotFoundError` for what is none.
   */
  async history(
    asked: { environmentRef: string; at?: string },
    context: CallContext,
  ): Promise<Ownership[]> {
    const { authorizer, checks, claims, owners } = this.#options;
    const ref = asked.environmentRef.toLowerCase();
    await checks
      .environments([{ field: 'environment', ref }], context)
      .catch(() => {
        throw new NotFoundError(`Unknown environment '${ref}'`);
      });
    const owned = (await owners.of([ref])).get(ref);
    await authorizer.requireOn(
      environmentReadPermission,
      context,
      environmentAccess(owned),
    );
    const history = ownershipHistory(await claims.history([ref]));
    const then =
      asked.at === undefined ? undefined : ownerAt(history, asked.at);
    const found =
      asked.at === undefined ? history : [then].flatMap(one => one ?? []);
    const visible = await checks.visible(
      found.map(({ group }) => group),
      context,
    );
    return found.map(one => ({
      ...one,
      group: visible.has(one.group) ? one.group : HIDDEN_ENTITY_REF,
    }));
  }
}
