import { Collision, ScopeReason } from '@release-desk/plugin-releases-common';

/** More are told of no item. */
export const MAX_COLLISIONS = 20;
const MAX_REASONS = 20;

/** The other item, as an item tells of it. */
export interface CollidingItem {
  id: string;
  source_id: string;
  start_ms: number | string;
  end_ms: number | string;
  kind: string;
  title: string;
  enforcement: string | null;
}

export function toCollision(
  other: CollidingItem,
  reasons: ScopeReason[],
): Collision {
  return {
    itemId: other.id,
    sourceId: other.source_id,
    kind: other.kind as Collision['kind'],
    title: other.title,
    enforcement: other.enforcement as Collision['enforcement'],
    start: new Date(Number(other.start_ms)).toISOString(),
    end: new Date(Number(other.end_ms)).toISOString(),
    reasons: reasons.slice(0, MAX_REASONS),
  };
}
