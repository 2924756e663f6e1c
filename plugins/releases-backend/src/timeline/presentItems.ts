import {
  Collision,
  EntityFacts,
  PathStep,
  ScopeReason,
  TimelineItem,
  describeSelector,
} from '@release-desk/plugin-releases-common';
import { Neighbour } from '../catalog/CatalogView';
import { meetsAccess } from '../permissions/criteria';
import { ItemRow, TimelineAccess } from './TimelineReader';
import { SourceData } from './TimelineStore';

/** Lines whose values are entities. */
const REF_LINES = ['ref', 'system', 'domain', 'owner', 'environment'] as const;

/** Beyond so many it is about all of them, and grouped by none. */
const MAX_SYSTEMS = 50;

interface Material {
  rows: ItemRow[];
  touches: Map<string, { owners: string[]; systems: string[] }>;
  nearest: Map<string, Neighbour>;
  collisions: Map<string, Collision[]>;
}

/** Every entity that the items would name. */
export function refsNamedBy(material: Material): Set<string> {
  const refs = new Set<string>();
  const addAll = (values: Iterable<string>) => {
    for (const value of values) refs.add(value);
  };
  for (const row of material.rows) {
    const { selector, entities }: SourceData = JSON.parse(row.data);
    for (const line of REF_LINES) addAll(selector[line] ?? []);
    addAll((entities ?? []).map(entity => entity.ref));
    addAll(systemsOf(row, material));
    addAll(stepRefs(material.nearest.get(row.source_id)?.path));
    for (const { reasons } of material.collisions.get(row.id) ?? [])
      for (const reason of reasons) addAll(reasonRefs(reason));
  }
  return refs;
}

/** The entities that the scopes are put into words with. */
export function scopeRefsOf(rows: ItemRow[]): Set<string> {
  return new Set(
    rows.flatMap(row => {
      const { selector }: SourceData = JSON.parse(row.data);
      return REF_LINES.flatMap(line => selector[line] ?? []);
    }),
  );
}

export function presentItems(
  material: Material & {
    visible: Set<string>;
    facts: Map<string, EntityFacts>;
    editable?: TimelineAccess;
  },
): TimelineItem[] {
  const { visible, facts, touches, nearest, editable } = material;
  const nameOf = (ref: string) => {
    if (!visible.has(ref)) return 'hidden';
    const known = facts.get(ref);
    return known?.title ?? known?.name ?? ref.slice(ref.lastIndexOf('/') + 1);
  };
  const isVisible = (ref: string) => visible.has(ref);

  return material.rows.map(row => {
    const { selector, entities }: SourceData = JSON.parse(row.data);
    const neighbour = nearest.get(row.source_id);
    const path = neighbour?.path ?? [];
    return {
      id: row.id,
      kind: row.kind as TimelineItem['kind'],
      sourceId: row.source_id,
      title: row.title,
      owner: row.owner,
      start: new Date(Number(row.start_ms)).toISOString(),
      end: new Date(Number(row.end_ms)).toISOString(),
      timeZone: row.time_zone,
      recurring: row.recurring === 1,
      ...(row.status && { status: row.status }),
      ...(row.enforcement && {
        enforcement: row.enforcement as TimelineItem['enforcement'],
      }),
      ...(row.category && { category: row.category }),
      ...(row.vendor && { vendor: row.vendor }),
      ...(row.move_by !== null && {
        moveBy: new Date(Number(row.move_by)).toISOString(),
      }),
      entities: (entities ?? (selector.ref ?? []).map(ref => ({ ref }))).filter(
        entity => isVisible(entity.ref),
      ),
      environments: (selector.environment ?? []).filter(isVisible),
      ...(selector.environmentTier && {
        environmentTiers: selector.environmentTier,
      }),
      scopeText: describeSelector(selector, nameOf).short,
      systems: systemsOf(row, material).filter(isVisible),
      ...(isAboutAll(row, material) && { allSystems: true }),
      collisions: (material.collisions.get(row.id) ?? []).map(collision => ({
        ...collision,
        reasons: collision.reasons.filter(reason =>
          reasonRefs(reason).every(isVisible),
        ),
      })),
      ...(neighbour && { distance: neighbour.distance }),
      ...(path.length > 0 && stepRefs(path).every(isVisible) && { path }),
      editable:
        editable !== undefined &&
        meetsAccess(editable[accessOf(row.kind)], {
          owner: row.owner,
          kind: row.kind,
          scopeEntityOwners: touches.get(row.source_id)?.owners ?? [],
        }),
      revision: row.revision,
    };
  });
}

function systemsOf(row: ItemRow, material: Material): string[] {
  if (isAboutAll(row, material)) return [];
  return material.touches.get(row.source_id)?.systems ?? [];
}

function isAboutAll(row: ItemRow, { touches }: Material): boolean {
  const systems = touches.get(row.source_id)?.systems ?? [];
  return row.entity_dims === 0 || systems.length > MAX_SYSTEMS;
}

function accessOf(kind: string): keyof TimelineAccess {
  if (kind === 'release') return 'release';
  return kind === 'business' || kind === 'vendor' ? 'event' : 'window';
}

function reasonRefs(reason: ScopeReason): string[] {
  const isRef = REF_LINES.some(line => line === reason.dimension);
  return [
    reason.entityRef,
    ...(isRef ? [reason.value] : []),
    ...stepRefs(reason.path),
  ];
}

function stepRefs(path: PathStep[] = []): string[] {
  return path.flatMap(step => [step.from, step.to]);
}
