import type { EnvironmentTier } from '../../catalog/schema';
import type { Environment } from '../environment';
import type { Finding, FindingEvidence } from './schema';

/**
 * How often an identity deployed into an environment, in the time looked at.
 *
 * @public
 */
export interface IdentityUse {
  identity: string;
  environmentRef: string;
  count: number;
  firstAt: string;
  lastAt: string;
}

function evidenceOf(
  { environmentRef, count, lastAt }: IdentityUse,
  tier: EnvironmentTier | undefined,
): FindingEvidence {
  return {
    subject: environmentRef,
    observed: `deployed ${count === 1 ? 'once' : `${count} times`}`,
    at: lastAt,
    count,
    ...(tier && { tier }),
  };
}

/**
 * Identities that deployed into environments of two tiers: whoever gets hold of
 * one in the lower has the higher. Found on each environment that it deployed
 * to, each with all the evidence; one without a tier tells nothing.
 *
 * @public
 */
export function findIdentitiesInTiers(options: {
  environments: readonly Environment[];
  uses: readonly IdentityUse[];
}): Finding[] {
  const { environments, uses } = options;
  const byRef = new Map(environments.map(item => [item.ref, item]));
  const byIdentity = new Map<string, IdentityUse[]>();
  for (const use of uses) {
    if (use.count > 0 && byRef.get(use.environmentRef)?.tier) {
      const known = byIdentity.get(use.identity) ?? [];
      byIdentity.set(use.identity, [...known, use]);
    }
  }
  return [...byIdentity].flatMap(([identity, own]) => {
    const tierOf = (use: IdentityUse) => byRef.get(use.environmentRef)!.tier!;
    const tiers = [...new Set(own.map(tierOf))];
    if (tiers.length < 2) {
      return [];
    }
    const evidence = own.map(use => evidenceOf(use, tierOf(use)));
    // It is one identity in two tiers since it was seen in the second of them.
    const firstOf = (tier: EnvironmentTier) =>
      own
        .filter(use => tierOf(use) === tier)
        .map(use => use.firstAt)
        .sort()[0];
    const [, since] = tiers.map(firstOf).sort();
    return own.map(use => ({
      key: `identity-in-tiers ${use.environmentRef} ${identity}`,
      kind: 'identity-in-tiers' as const,
      severity: 'warning' as const,
      environmentRef: use.environmentRef,
      entityRefs: own
        .map(other => other.environmentRef)
        .filter(ref => ref !== use.environmentRef),
      text: `${identity} deployed into ${tiers.join(' and ')}.`,
      evidence,
      since,
    }));
  });
}

/**
 * Identities that deployed where they are not declared. An environment that
 * declares none expects nobody in particular.
 *
 * @public
 */
export function findUndeclaredIdentities(options: {
  environments: readonly Environment[];
  uses: readonly IdentityUse[];
}): Finding[] {
  const byRef = new Map(options.environments.map(item => [item.ref, item]));
  return options.uses.flatMap(use => {
    const environment = byRef.get(use.environmentRef);
    const declared = environment?.deployIdentities;
    if (!declared || declared.includes(use.identity) || use.count === 0) {
      return [];
    }
    return [
      {
        key: `undeclared-identity ${use.environmentRef} ${use.identity}`,
        kind: 'undeclared-identity' as const,
        severity: 'warning' as const,
        environmentRef: use.environmentRef,
        entityRefs: [],
        text: `${use.identity} deployed into ${
          environment.name
        }, which only ${declared.join(', ')} may.`,
        evidence: [
          {
            ...evidenceOf(use, environment.tier),
            expected: declared.join(', '),
          },
        ],
        since: use.firstAt,
      },
    ];
  });
}
