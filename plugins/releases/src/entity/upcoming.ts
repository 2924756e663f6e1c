import type { TimelineItem } from '@release-desk/plugin-releases-common';

/**
 * What is worth a line: of a window that comes again only its next time, and
 * no allow windows of neighbours, which say nothing about the subject.
 */
export function upcomingOf(items: TimelineItem[]): TimelineItem[] {
  const seen = new Set<string>();
  return items.filter(({ kind, recurring, sourceId, distance = 0 }) => {
    if (kind === 'allow' && distance > 0) return false;
    if (!recurring || kind === 'release') return true;
    if (seen.has(sourceId)) return false;
    seen.add(sourceId);
    return true;
  });
}

/** The hard freezes that hold now. */
export function closingNow(items: TimelineItem[], now: number): TimelineItem[] {
  return items.filter(
    ({ kind, enforcement, start, end }) =>
      kind === 'freeze' &&
      enforcement === 'hard' &&
      Date.parse(start) <= now &&
      Date.parse(end) > now,
  );
}
