import type { Fact } from './schema';

/**
 * The fact by which a person approves a version, `true`, or takes that back,
 * `false`. Each speaks for themselves: who reports it counts, not its source.
 *
 * @public
 */
export const APPROVAL_FACT = 'approval';

/**
 * What is known of a version where it comes from. What is absent is not known,
 * except approvals, of which there are then none.
 *
 * @public
 */
export interface PromotionFacts {
  /** Of this version; of several of one name the latest counts. */
  facts?: readonly Pick<
    Fact,
    'name' | 'value' | 'source' | 'at' | 'expiresAt' | 'url'
  >[];
  /** Facts of other versions, to tell what is missing from what never was. */
  earlier?: readonly { name: string; version: string; at: string }[];
  /** Since when it has run where it comes from, undisturbed. */
  deployedAt?: string;
  /** When the version was seen first. */
  firstSeenAt?: string;
  runs?: readonly { at: string; succeeded: boolean }[];
  approvals?: readonly { by: string; groups: readonly string[]; at: string }[];
}
