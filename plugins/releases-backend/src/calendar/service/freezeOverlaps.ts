import {
  EntityFacts,
  matchSelector,
  Preview,
  Span,
} from '@release-desk/plugin-releases-common';
import { CatalogView } from '../../catalog/CatalogView';
import { Access } from '../../permissions';
import { Timeline, TimelineOccurrence } from '../../timeline/Timeline';
import { StoredWindow, WindowStore } from '../store';

const MOST_CANDIDATES = 500;
const MOST_OVERLAPS = 50;
const MOST_ENTITIES = 20_000;

interface Reach {
  entities: EntityFacts[];
  environments: EntityFacts[];
}

/**
 * Other freezes that the caller may read, that overlap in time and have an
 * entity in common, in an environment that both cover.
 */
export async function freezeOverlaps(options: {
  windows: WindowStore;
  timeline: Timeline;
  catalogView: CatalogView;
  access: Access;
  reach: Reach;
  occurrences: Span[];
  /** Itself. */
  except?: string;
}): Promise<Preview['overlaps']> {
  const { windows, timeline, catalogView, access, reach, except } = options;
  const spans = options.occurrences.map(span => ({
    start: Date.parse(span.start),
    end: Date.parse(span.end),
  }));
  if (spans.length === 0) return [];
  const from = spans[0].start;
  const to = Math.max(...spans.map(span => span.end));
  const { items } = await windows.list(
    {
      kind: ['freeze'],
      enforcement: ['hard', 'soft'],
      from: new Date(from).toISOString(),
      to: new Date(to).toISOString(),
      limit: MOST_CANDIDATES,
    },
    access,
  );
  const others = items.filter(item => item.id !== except);
  const occurrences = await timeline.occurrencesOf(
    others.map(item => item.id),
    { from, to },
  );
  const first = new Map<string, TimelineOccurrence>();
  for (const item of occurrences)
    if (
      !first.has(item.sourceId) &&
      spans.some(span => item.start < span.end && item.end > span.start)
    )
      first.set(item.sourceId, item);

  const overlaps: Preview['overlaps'] = [];
  for (const other of others) {
    const occurrence = first.get(other.id);
    if (occurrence && (await share(catalogView, reach, other)))
      overlaps.push({
        id: other.id,
        title: other.title,
        start: new Date(occurrence.start).toISOString(),
        end: new Date(occurrence.end).toISOString(),
      });
    if (overlaps.length === MOST_OVERLAPS) break;
  }
  return overlaps.sort((a, b) => (a.start < b.start ? -1 : 1));
}

async function share(
  catalogView: CatalogView,
  reach: Reach,
  other: StoredWindow,
): Promise<boolean> {
  const { environment, environmentTier, expand, ...what } = other.selector;
  if (environment || environmentTier) {
    const inPlace = reach.environments.some(
      facts =>
        matchSelector(
          {
            ...(environment && { environment }),
            ...(environmentTier && { environmentTier }),
          },
          { environment: facts },
        ).matches,
    );
    if (!inPlace) return false;
  }
  if (reach.entities.some(entity => matchSelector(what, { entity }).matches))
    return true;
  if (!expand) return false;
  const { items } = await catalogView.matchEntities(other.selector, {
    limit: MOST_ENTITIES,
  });
  const refs = new Set(items.map(({ facts }) => facts.ref));
  return reach.entities.some(entity => refs.has(entity.ref));
}
