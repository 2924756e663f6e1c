/**
 * The id of an item of the timeline: its source's, followed by the start of the
 * occurrence where the source has more than one.
 *
 * @public
 */
export function timelineItemId(
  sourceId: string,
  occurrence: {
    /** Whether the source has a rule or further dates. */
    recurring: boolean;
    /** Epoch milliseconds. */
    start: number;
  },
): string {
  return occurrence.recurring ? `${sourceId}@${occurrence.start}` : sourceId;
}
