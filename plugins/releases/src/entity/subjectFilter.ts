import type { TimelineFilter } from '@release-desk/plugin-releases-common';
import { Subject } from './subject';

const NEIGHBOUR_HOPS = 2;

/** What of the timeline is a subject's own, or its neighbourhood's. */
export function subjectFilter(
  { kind, ref, systems }: Pick<Subject, 'kind' | 'ref' | 'systems'>,
  withNeighbours: boolean,
): TimelineFilter {
  if (kind === 'environment') return { environmentRef: [ref] };
  if (kind === 'domain' && !withNeighbours && systems.length > 0)
    return { systemRef: systems };
  if (kind === 'system' && !withNeighbours) return { systemRef: [ref] };
  return { entityRef: [ref], hops: withNeighbours ? NEIGHBOUR_HOPS : 0 };
}
