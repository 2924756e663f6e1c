import type {
  ReleaseStatus,
  TimelineItem,
} from '@release-desk/plugin-releases-common';

/** How an item is drawn. One vocabulary for all views. */
export type Look =
  | 'freeze-hard'
  | 'freeze-soft'
  | 'allow'
  | 'advisory'
  | 'business'
  | 'vendor'
  | 'release';

/** What stands at the right end of a release. */
export type EndMark = 'collides' | 'collides-soft' | 'override';

type Kinded = Pick<TimelineItem, 'kind' | 'enforcement'>;
type Colliding = Pick<TimelineItem, 'kind' | 'status' | 'collisions'>;

export function lookOf(item: Kinded): Look {
  if (item.kind !== 'freeze') return item.kind;
  return item.enforcement === 'hard' || item.enforcement === undefined
    ? 'freeze-hard'
    : 'freeze-soft';
}

const SETTLED: ReadonlySet<string> = new Set([
  'released',
  'rolled-back',
  'cancelled',
]);

/** Whether a release is over; what is past steps back. */
export function isSettled(status: string | undefined): boolean {
  return status !== undefined && SETTLED.has(status);
}

/**
 * The mark of a release: it falls into a hard freeze, into a soft one only, or
 * every hard freeze that it falls into lets it pass by an approved override.
 */
export function endMarkOf(item: Colliding): EndMark | undefined {
  if (item.kind !== 'release' || isSettled(item.status)) return undefined;
  const freezes = item.collisions.filter(({ kind }) => kind === 'freeze');
  const hard = freezes.filter(({ enforcement }) => enforcement === 'hard');
  if (hard.some(({ overrideId }) => overrideId === undefined))
    return 'collides';
  if (hard.length > 0) return 'override';
  const soft = freezes.some(
    ({ enforcement, overrideId }) =>
      enforcement === 'soft' && overrideId === undefined,
  );
  return soft ? 'collides-soft' : undefined;
}

/** Whether a release falls into a hard freeze without an override. */
export function fallsIntoFreeze(item: Colliding): boolean {
  return endMarkOf(item) === 'collides';
}

/** The hard freeze that makes an allow window mean nothing, if one covers all of it. */
export function overrulingFreeze(
  item: Pick<TimelineItem, 'kind' | 'start' | 'end' | 'collisions'>,
) {
  if (item.kind !== 'allow') return undefined;
  return item.collisions.find(
    ({ kind, enforcement, start, end }) =>
      kind === 'freeze' &&
      enforcement === 'hard' &&
      start <= item.start &&
      end >= item.end,
  );
}

/** Other freezes that overlap this one and share an entity with it. */
export function overlappingFreezes(
  item: Pick<TimelineItem, 'kind' | 'collisions'>,
) {
  if (item.kind !== 'freeze') return [];
  return item.collisions.filter(({ kind }) => kind === 'freeze');
}

export function releaseStatusOf(
  item: Pick<TimelineItem, 'kind' | 'status'>,
): ReleaseStatus | undefined {
  return item.kind === 'release'
    ? (item.status as ReleaseStatus | undefined) ?? 'planned'
    : undefined;
}
