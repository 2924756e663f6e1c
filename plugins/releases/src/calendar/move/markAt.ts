import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { EndMark, lookOf } from '../../shared/marks';
import type { Moving } from './useMove';

/** What of a freeze says what it covers, and when. */
type Freeze = Pick<TimelineItem, 'id' | 'kind' | 'enforcement'> &
  Pick<TimelineItem, 'start' | 'end' | 'systems' | 'allSystems'> &
  Pick<TimelineItem, 'environments' | 'environmentTiers'>;

function meet(some: readonly string[], others: readonly string[]): boolean {
  return some.some(one => others.includes(one));
}

/**
 * Whether a freeze covers a release, as far as the timeline says: it names a
 * system that the release touches, and a place that it goes to. What is not
 * known yet counts as met, so that no freeze is overlooked.
 */
export function coversRelease(
  freeze: Freeze,
  release: Pick<TimelineItem, 'systems' | 'environments' | 'collisions'>,
  tiers?: readonly string[],
): boolean {
  if (release.collisions.some(({ itemId }) => itemId === freeze.id))
    return true;
  if (!freeze.allSystems && !meet(freeze.systems, release.systems))
    return false;
  const { environments, environmentTiers = [] } = freeze;
  if (environments.length === 0 && environmentTiers.length === 0) return true;
  if (release.environments.length === 0) return true;
  return (
    meet(environments, release.environments) ||
    (environmentTiers.length > 0 &&
      (tiers === undefined || meet(environmentTiers, tiers)))
  );
}

/** The mark that a release would bear where it is moved to. */
export function markAt(
  moving: Pick<Moving, 'item' | 'target' | 'tiers'>,
  freezes: readonly Freeze[],
): EndMark | undefined {
  const { item, target, tiers } = moving;
  if (item.kind !== 'release') return undefined;
  const start = Date.parse(target.start);
  const end = Date.parse(target.end);
  const hit = freezes.filter(
    freeze =>
      freeze.kind === 'freeze' &&
      Date.parse(freeze.start) < end &&
      Date.parse(freeze.end) > start &&
      coversRelease(freeze, item, tiers),
  );
  const isHard = hit.some(freeze => lookOf(freeze) === 'freeze-hard');
  if (isHard) return 'collides';
  return hit.length > 0 ? 'collides-soft' : undefined;
}
