import type { Openness } from '@release-desk/plugin-releases-common';

type Environment = Pick<
  Openness,
  'environmentRef' | 'environmentTitle' | 'environmentTier'
>;

/** Somewhere that can be asked about: one environment, or all of a tier. */
export interface Place {
  /** A ref, or `tier:production`. */
  id: string;
  label: string;
  environmentRefs: string[];
}

const TIERS = ['production', 'staging', 'test', 'development'];

function name(ref: string): string {
  return ref.slice(ref.lastIndexOf('/') + 1);
}

/** In the order of their tiers; what has none stands last. */
export function productionFirst<T extends Environment>(environments: T[]): T[] {
  const rank = (tier?: string) =>
    (TIERS.indexOf(tier ?? '') + TIERS.length + 1) % (TIERS.length + 1);
  return [...environments].sort(
    (a, b) => rank(a.environmentTier) - rank(b.environmentTier),
  );
}

/** What can be asked about: tiers of several environments first, production before all. */
export function placesOf(environments: Environment[]): Place[] {
  const known = environments.filter(({ environmentRef }) => environmentRef);
  const tiers = TIERS.flatMap((tier): Place[] => {
    const refs = known
      .filter(({ environmentTier }) => environmentTier === tier)
      .map(({ environmentRef }) => environmentRef!);
    return refs.length > 1
      ? [{ id: `tier:${tier}`, label: tier, environmentRefs: refs }]
      : [];
  });
  const single = productionFirst(known).map(
    ({ environmentRef, environmentTitle }) => ({
      id: environmentRef!,
      label: environmentTitle ?? name(environmentRef!),
      environmentRefs: [environmentRef!],
    }),
  );
  return [...tiers, ...single].sort(
    (a, b) =>
      Number(b.id === 'tier:production') - Number(a.id === 'tier:production'),
  );
}

/** The place that is asked about; production where the question leaves it open. */
export function choosePlace(
  places: Place[],
  environments: Environment[],
  where: string | undefined,
): Place | undefined {
  const asked = places.find(({ id }) => id === where);
  if (asked) return asked;
  const production = environments.find(
    ({ environmentTier }) => environmentTier === 'production',
  );
  return (
    places.find(({ id }) => id === 'tier:production') ??
    places.find(({ id }) => id === production?.environmentRef) ??
    places[0]
  );
}
