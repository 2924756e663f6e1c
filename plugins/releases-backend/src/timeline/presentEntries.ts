import {
  Collision,
  EntityFacts,
  HIDDEN_ENTITY_REF,
  PathStep,
  ScopeReason,
  TimelineItem,
  describeSelector,
} from '@release-desk/plugin-releases-common';
import { Neighbour } from '../catalog/CatalogView';
import { TimelineEntry } from './TimelineEntry';

/** Lines whose values are entities. */
const REF_LINES = ['ref', 'system', 'domain', 'owner', 'environment'] as const;
const REF_DIMENSIONS: ReadonlySet<string> = new Set(REF_LINES);

interface Material {
  entries: TimelineEntry[];
  nearest: Map<string, Neighbour>;
  collisions: Map<string, Collision[]>;
}

/** The entities that the scopes name. */
export function scopeRefsOf(entries: TimelineEntry[]): Set<string> {
  const refs = new Set<string>();
  for (const { selector } of entries)
    for (const line of REF_LINES)
      for (const ref of selector[line] ?? []) refs.add(ref);
  return refs;
}

/** Every entity that the items would name. */
export function refsNamedBy(material: Material): Set<string> {
  const refs = scopeRefsOf(material.entries);
  const add = (ref: string) => refs.add(ref);
  for (const { id, sourceId, owner, entities, systems } of material.entries) {
    refs.add(owner);
    for (const { ref } of entities ?? []) refs.add(ref);
    for (const ref of systems ?? []) refs.add(ref);
    eachStepRef(material.nearest.get(sourceId)?.path, add);
    for (const { reasons } of material.collisions.get(id) ?? [])
      for (const reason of reasons) eachReasonRef(reason, add);
  }
  return refs;
}

/** As items that the viewer may not change. */
export function presentEntries(
  material: Material & {
    /** Entities that the viewer may read the name of. */
    visible: Set<string>;
    facts: Map<string, EntityFacts>;
  },
): TimelineItem[] {
  const { visible, facts, nearest } = material;
  const nameOf = (ref: string) => {
    if (!visible.has(ref)) return 'hidden';
    const known = facts.get(ref);
    return known?.title ?? known?.name ?? ref.slice(ref.lastIndexOf('/') + 1);
  };
  const isVisible = (ref: string) => visible.has(ref);
  const isNamable = (reason: ScopeReason) => {
    let namable = true;
    eachReasonRef(reason, ref => {
      namable &&= visible.has(ref);
    });
    return namable;
  };

  return material.entries.map(entry => {
    const { selector, entities, systems, moveBy } = entry;
    const neighbour = nearest.get(entry.sourceId);
    const path = neighbour?.path ?? [];
    return {
      id: entry.id,
      kind: entry.kind,
      sourceId: entry.sourceId,
      title: entry.title,
      owner: visible.has(entry.owner) ? entry.owner : HIDDEN_ENTITY_REF,
      start: new Date(entry.start).toISOString(),
      end: new Date(entry.end).toISOString(),
      timeZone: entry.timeZone,
      recurring: entry.recurring,
      ...(entry.status && { status: entry.status }),
      ...(entry.enforcement && { enforcement: entry.enforcement }),
      ...(entry.category && { category: entry.category }),
      ...(entry.vendor && { vendor: entry.vendor }),
      ...(moveBy !== undefined && { moveBy: new Date(moveBy).toISOString() }),
      entities: (entities ?? (selector.ref ?? []).map(ref => ({ ref }))).filter(
        entity => visible.has(entity.ref),
      ),
      environments: (selector.environment ?? []).filter(isVisible),
      ...(selector.environmentTier && {
        environmentTiers: selector.environmentTier,
      }),
      scopeText: describeSelector(selector, nameOf).short,
      systems: (systems ?? []).filter(isVisible),
      ...(systems === undefined && { allSystems: true }),
      collisions: (material.collisions.get(entry.id) ?? []).map(collision => ({
        ...collision,
        reasons: collision.reasons.filter(isNamable),
      })),
      ...(neighbour && { distance: neighbour.distance }),
      ...(path.length > 0 && isPathVisible(path, visible) && { path }),
      editable: false,
      revision: entry.revision,
    };
  });
}

function isPathVisible(path: PathStep[], visible: Set<string>): boolean {
  return path.every(step => visible.has(step.from) && visible.has(step.to));
}

function eachReasonRef(reason: ScopeReason, deed: (ref: string) => void): void {
  deed(reason.entityRef);
  if (REF_DIMENSIONS.has(reason.dimension)) deed(reason.value);
  eachStepRef(reason.path, deed);
}

function eachStepRef(
  path: PathStep[] | undefined,
  deed: (ref: string) => void,
): void {
  for (const { from, to } of path ?? []) {
    deed(from);
    deed(to);
  }
}
