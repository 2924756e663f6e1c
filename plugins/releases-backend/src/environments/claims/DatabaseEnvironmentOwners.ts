import {
  ACCOUNTABLE_STATUSES,
  attestationOf,
  Claim,
  compareOwners,
  EntityFacts,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { ClaimStore } from './ClaimStore';
import { EnvironmentOwners, OwnedEnvironment } from './EnvironmentOwners';

/** Of any number of environments in a few queries. */
export class DatabaseEnvironmentOwners implements EnvironmentOwners {
  readonly #claims: ClaimStore;
  readonly #catalogView: CatalogView;

  constructor(options: { claims: ClaimStore; catalogView: CatalogView }) {
    this.#claims = options.claims;
    this.#catalogView = options.catalogView;
  }

  async of(
    environmentRefs: Iterable<string>,
  ): Promise<Map<string, OwnedEnvironment>> {
    const refs = [
      ...new Set([...environmentRefs].map(ref => ref.toLowerCase())),
    ];
    const version = await this.#catalogView.version();
    const facts = await this.#catalogView.getFacts(refs, { version });
    const { claims, orphanedAt } = counting(await this.#claims.history(refs));
    const above = await this.#groupsAbove(claims.values());
    const known = await this.#catalogView.getFacts(
      [...facts.values()].flatMap(({ owner }) => owner ?? []),
      { version },
    );
    return new Map(
      refs.map(ref => {
        const environment = facts.get(ref);
        const claim = claims.get(ref);
        return [
          ref,
          claim
            ? claimed(claim, environment, above.get(claim.group))
            : unclaimed(environment, {
                known,
                orphanedAt: orphanedAt.get(ref),
              }),
        ];
      }),
    );
  }

  async #groupsAbove(claims: Iterable<Claim>): Promise<Map<string, string[]>> {
    const groups = new Set([...claims].map(({ group }) => group));
    return groups.size > 0
      ? this.#catalogView.groupsAbove([...groups])
      : new Map();
  }
}

function claimed(
  claim: Claim,
  facts: EntityFacts | undefined,
  above: string[] = [],
): OwnedEnvironment {
  const attestation = attestationOf(claim, 0);
  return {
    owner: {
      ...compareOwners({ catalogOwner: facts?.owner, claim }),
      owner: claim.group,
      ...(attestation && { attestDueAt: attestation.dueAt }),
    },
    claim,
    owners: [claim.group, ...above],
    ...(facts && { facts }),
  };
}

/** The claims that count now, and since when nobody answers for what has none. */
function counting(history: Claim[]) {
  const claims = new Map<string, Claim>();
  const orphanedAt = new Map<string, string>();
  for (const claim of history)
    if (ACCOUNTABLE_STATUSES.includes(claim.status))
      claims.set(claim.environmentRef, claim);
    else if (claim.endedAt) orphanedAt.set(claim.environmentRef, claim.endedAt);
  return { claims, orphanedAt };
}

/** An owner that the catalog names and does not have answers for nothing. */
function unclaimed(
  facts: EntityFacts | undefined,
  by: { known: Map<string, EntityFacts>; orphanedAt?: string },
): OwnedEnvironment {
  const { known, orphanedAt } = by;
  const isThere = facts?.owner !== undefined && known.has(facts.owner);
  return {
    owner: {
      ...compareOwners({ catalogOwner: facts?.owner }),
      ...(isThere && { owner: facts.owner }),
      ...(orphanedAt && { orphanedAt }),
    },
    owners: isThere ? facts.owners : [],
    ...(facts && { facts }),
  };
}
