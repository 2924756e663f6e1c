import type { TimelineItem } from '@release-desk/plugin-releases-common';
import { Prepared } from '../layout';

export type GroupBy = 'system' | 'owner' | 'environment';

export const GROUP_BYS: readonly GroupBy[] = ['system', 'owner', 'environment'];

export function groupByOf(value: string | undefined): GroupBy {
  return GROUP_BYS.find(one => one === value) ?? 'system';
}

/** What is known of a lane's entity. */
export interface LaneFacts {
  title: string;
  subtitle?: string;
  /** Of the group of lanes that it stands in: a domain, a parent group or a tier. */
  group?: { key: string; title: string };
  /** Of an environment. */
  tier?: string;
}

export interface Lane {
  /** The entity's ref, or empty where items name none. */
  key: string;
  title: string;
  subtitle?: string;
  entries: Prepared[];
  /** The freezes that hold for what is in it. */
  freezes: Prepared[];
}

export interface LaneGroup {
  key: string;
  /** Absent where lanes are in no group at all. */
  title?: string;
  lanes: Lane[];
}

export interface Lanes {
  /** What stands above all lanes and gives the bands their names. */
  windows: Prepared[];
  groups: LaneGroup[];
}

/** A window or vendor event in more lanes than this stands once, above them. */
const MOST_LANES = 3;

/** The lanes that an item names; a release that names none has the empty one. */
export function laneKeysOf(item: TimelineItem, groupBy: GroupBy): string[] {
  let keys = item.environments;
  if (groupBy === 'owner') keys = [item.owner];
  else if (groupBy === 'system') keys = item.systems;
  return [...new Set(keys)];
}

function ownLanes({ item }: Prepared, groupBy: GroupBy): string[] {
  if (item.kind === 'release') {
    const keys = laneKeysOf(item, groupBy);
    return keys.length > 0 ? keys : [''];
  }
  if (item.kind !== 'allow' && item.kind !== 'vendor') return [];
  const keys = laneKeysOf(item, groupBy);
  return keys.length > MOST_LANES ? [] : keys;
}

/**
 * Whether a freeze holds for what a lane is about: because it names it, because
 * something in it falls into the freeze, or, by owner, because it names a
 * system that something in it touches.
 */
export function isCovered(
  lane: { key: string; entries: readonly Prepared[]; tier?: string },
  freeze: TimelineItem,
  groupBy: GroupBy,
): boolean {
  const collides = lane.entries.some(({ item }) =>
    item.collisions.some(({ itemId }) => itemId === freeze.id),
  );
  if (collides) return true;
  const everySystem = freeze.allSystems === true;
  if (groupBy === 'system')
    return everySystem || freeze.systems.includes(lane.key);
  if (groupBy === 'owner')
    return (
      everySystem ||
      lane.entries.some(({ item }) =>
        item.systems.some(system => freeze.systems.includes(system)),
      )
    );
  const tiers = freeze.environmentTiers ?? [];
  const namesPlaces = freeze.environments.length > 0 || tiers.length > 0;
  // Without a word about where, a freeze of everything holds everywhere.
  if (!namesPlaces) return everySystem;
  return (
    freeze.environments.includes(lane.key) ||
    (lane.tier !== undefined && tiers.some(tier => tier === lane.tier))
  );
}

/**
 * Items in lanes, lanes in groups: groups by title, lanes by what comes first
 * in them. What belongs to no lane stands above.
 */
export function lanesOf(options: {
  entries: readonly Prepared[];
  groupBy: GroupBy;
  factsOf(ref: string): LaneFacts;
  /** The title of the lane of items that name none. */
  noLane: string;
  /** The title of the group of lanes that are in none. */
  noGroup: string;
}): Lanes {
  const { entries, groupBy, factsOf, noLane, noGroup } = options;
  const windows: Prepared[] = [];
  const byKey = new Map<string, Prepared[]>();
  for (const entry of entries) {
    const keys = ownLanes(entry, groupBy);
    if (keys.length === 0) windows.push(entry);
    for (const key of keys) {
      const lane = byKey.get(key);
      if (lane) lane.push(entry);
      else byKey.set(key, [entry]);
    }
  }

  const freezes = windows.filter(({ item }) => item.kind === 'freeze');
  const groups = new Map<string, LaneGroup>();
  for (const [key, inside] of byKey) {
    const facts: LaneFacts = key ? factsOf(key) : { title: noLane };
    const lane: Lane = {
      key,
      title: facts.title,
      subtitle: facts.subtitle,
      entries: inside,
      freezes: freezes.filter(({ item }) =>
        isCovered({ key, entries: inside, tier: facts.tier }, item, groupBy),
      ),
    };
    const groupKey = facts.group?.key ?? '';
    const group = groups.get(groupKey);
    if (group) group.lanes.push(lane);
    else
      groups.set(groupKey, {
        key: groupKey,
        title: facts.group?.title ?? noGroup,
        lanes: [lane],
      });
  }
  const sorted = [...groups.values()].sort(
    (a, b) =>
      Number(a.key === '') - Number(b.key === '') ||
      (a.title ?? '').localeCompare(b.title ?? ''),
  );
  for (const group of sorted)
    group.lanes.sort(
      (a, b) =>
        a.entries[0].start - b.entries[0].start ||
        a.title.localeCompare(b.title),
    );
  // One group of lanes that are in none says nothing.
  if (sorted.length === 1 && sorted[0].key === '') delete sorted[0].title;
  return { windows, groups: sorted };
}
