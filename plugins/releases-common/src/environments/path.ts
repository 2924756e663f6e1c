import { EnvironmentTier, environmentTierSchema } from '../catalog/schema';
import type { Environment } from './environment';

const TIERS: readonly EnvironmentTier[] = environmentTierSchema.options;

/** As much of an environment as its place on a promotion path needs. @public */
export type PathEnvironment = Pick<
  Environment,
  'ref' | 'name' | 'tier' | 'region' | 'nextEnvironment'
>;

/**
 * The refs from an environment along `nextEnvironment`, itself first. Ends
 * where the next is not among these environments, or where it would go round.
 *
 * @public
 */
export function promotionPath(
  from: string,
  environments: readonly PathEnvironment[],
): string[] {
  const byRef = new Map(environments.map(item => [item.ref, item]));
  const path: string[] = [];
  let current = byRef.get(from);
  while (current && !path.includes(current.ref)) {
    path.push(current.ref);
    current = current.nextEnvironment
      ? byRef.get(current.nextEnvironment)
      : undefined;
  }
  return path;
}

/**
 * The paths that lead round, each once, from its first ref in alphabetical order.
 *
 * @public
 */
export function promotionCycles(
  environments: readonly PathEnvironment[],
): string[][] {
  const next = new Map(
    environments.map(item => [item.ref, item.nextEnvironment]),
  );
  const cycles = new Map<string, string[]>();
  for (const { ref } of environments) {
    const path = promotionPath(ref, environments);
    const back = path.indexOf(next.get(path.at(-1)!) ?? '');
    if (back >= 0) {
      const round = path.slice(back);
      const first = round.indexOf([...round].sort()[0]);
      const cycle = [...round.slice(first), ...round.slice(0, first)];
      cycles.set(cycle[0], cycle);
    }
  }
  return [...cycles.values()];
}

/**
 * The end of an environment's path when that is production. For one without a
 * path: a production environment of its own region, or else any, the first by
 * name. Production itself has none.
 *
 * @public
 */
export function productionFor(
  environment: PathEnvironment,
  environments: readonly PathEnvironment[],
): string | undefined {
  if (environment.tier === 'production') {
    return undefined;
  }
  const production = environments
    .filter(item => item.tier === 'production')
    .sort((one, other) => one.name.localeCompare(other.name, 'en'));
  const path = new Set(promotionPath(environment.ref, environments));
  const chosen =
    production.find(item => path.has(item.ref)) ??
    production.find(
      item =>
        environment.region !== undefined && item.region === environment.region,
    ) ??
    production[0];
  return chosen?.ref;
}

/**
 * Along the promotion path: by tier (development first, unknown before that),
 * within a tier what leads on before what it leads to, then by name.
 *
 * @public
 */
export function sortAlongPath<T extends PathEnvironment>(
  environments: readonly T[],
): T[] {
  const stepsLeft = new Map(
    environments.map(item => [
      item.ref,
      promotionPath(item.ref, environments).filter(
        ref =>
          environments.find(other => other.ref === ref)?.tier === item.tier,
      ).length,
    ]),
  );
  return [...environments].sort(
    (one, other) =>
      (one.tier ? TIERS.indexOf(one.tier) : -1) -
        (other.tier ? TIERS.indexOf(other.tier) : -1) ||
      stepsLeft.get(other.ref)! - stepsLeft.get(one.ref)! ||
      one.name.localeCompare(other.name, 'en'),
  );
}
