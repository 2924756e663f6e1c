import { createHash } from 'node:crypto';
import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import {
  DEFAULT_ENVIRONMENT_KINDS,
  EntityFacts,
  EnvironmentKind,
  environmentTierSchema,
  isEnvironment,
  isOfKind,
} from '@release-desk/plugin-releases-common';

/** What a refresh asks of the catalog, and no more. */
export const CATALOG_FIELDS = [
  'kind',
  'metadata.name',
  'metadata.namespace',
  'metadata.title',
  'metadata.tags',
  'metadata.annotations',
  'spec.type',
  'spec.lifecycle',
  'spec.owner',
  'spec.system',
  'spec.domain',
  'spec.subdomainOf',
  'spec.parent',
  'spec.profile.displayName',
  'relations',
];

/** Kinds that the facts of others are derived from. */
export const STRUCTURAL_KINDS = ['group', 'system', 'domain'];

/** Grows when the same entity has to be written anew, because more is kept of it. */
const FORMAT = 2;

const ANNOTATION_PREFIX = 'release-desk.dev/';
const MAX_REF_LENGTH = 255;

export const TIER_ANNOTATION = `${ANNOTATION_PREFIX}tier`;
export const LIFECYCLE_ANNOTATION = `${ANNOTATION_PREFIX}lifecycle`;

export interface Relation {
  type: string;
  target: string;
}

/** An entity as the catalog says it, before anything is derived from others. */
export interface CatalogRecord {
  /** `owners` and `domains` are still empty. */
  facts: EntityFacts;
  /** Above a group: its parents. Above a system or domain: its domain. */
  parents: string[];
  relations: Relation[];
  hash: string;
}

/** Which groups lie above a group, and which domains above a system or domain. */
export type Structure = Map<string, string[]>;

export function readEntity(
  entity: Entity,
  kinds: readonly EnvironmentKind[] = DEFAULT_ENVIRONMENT_KINDS,
): CatalogRecord | undefined {
  const ref = stringifyEntityRef(entity);
  if (ref.length > MAX_REF_LENGTH) return undefined;
  const spec = (entity.spec ?? {}) as Record<string, unknown>;
  const relations = readRelations(entity);
  const kind = entity.kind.toLowerCase();

  function refOf(value: unknown, defaultKind: string): string | undefined {
    if (typeof value !== 'string' || value === '') return undefined;
    try {
      return stringifyEntityRef(
        parseEntityRef(value, {
          defaultKind,
          defaultNamespace: entity.metadata.namespace ?? 'default',
        }),
      );
    } catch {
      // The catalog holds what nobody can resolve; it is then as if absent.
      return undefined;
    }
  }
  function related(type: string, targetKind: string): string | undefined {
    return relations.find(
      relation =>
        relation.type === type && relation.target.startsWith(`${targetKind}:`),
    )?.target;
  }

  const facts: EntityFacts = {
    ref,
    kind,
    name: entity.metadata.name,
    title: entity.metadata.title ?? displayName(spec),
    type: lower(spec.type),
    lifecycle: lower(spec.lifecycle),
    tags: (entity.metadata.tags ?? []).map(tag => tag.toLowerCase()),
    owner:
      refOf(spec.owner, 'group') ??
      relations.find(relation => relation.type === 'ownedBy')?.target,
    owners: [],
    system:
      kind === 'system'
        ? ref
        : refOf(spec.system, 'system') ?? related('partOf', 'system'),
    domains: [],
    annotations: Object.fromEntries(
      Object.entries(entity.metadata.annotations ?? {}).filter(([name]) =>
        name.startsWith(ANNOTATION_PREFIX),
      ),
    ),
  };
  const isOne = isOfKind(facts.kind, facts.type, kinds);
  if (isOne !== isEnvironment(facts)) facts.isEnvironment = isOne;
  if (isOne) {
    const tier = environmentTierSchema.safeParse(
      facts.annotations[TIER_ANNOTATION]?.toLowerCase(),
    );
    if (tier.success) facts.environmentTier = tier.data;
  }

  const record = {
    facts,
    parents: parentsOf(),
    relations,
  };
  return {
    ...record,
    hash: createHash('sha256')
      .update(JSON.stringify([FORMAT, record]))
      .digest('hex'),
  };

  function parentsOf(): string[] {
    const above =
      kind === 'group'
        ? [
            refOf(spec.parent, 'group'),
            ...relations
              .filter(relation => relation.type === 'childOf')
              .map(relation => relation.target),
          ]
        : [
            kind === 'system' ? refOf(spec.domain, 'domain') : undefined,
            kind === 'domain' ? refOf(spec.subdomainOf, 'domain') : undefined,
            STRUCTURAL_KINDS.includes(kind)
              ? related('partOf', 'domain')
              : undefined,
          ];
    return [...new Set(above.filter(item => item !== undefined))].sort();
  }
}

function readRelations(entity: Entity): Relation[] {
  const seen = new Map<string, Relation>();
  for (const { type, targetRef } of entity.relations ?? []) {
    const target = targetRef.toLowerCase();
    if (target.length <= MAX_REF_LENGTH && type.length <= 100)
      seen.set(`${type} ${target}`, { type, target });
  }
  return [...seen.keys()].sort().flatMap(key => seen.get(key) ?? []);
}

function displayName(spec: Record<string, unknown>): string | undefined {
  const { displayName: name } = (spec.profile ?? {}) as {
    displayName?: unknown;
  };
  return typeof name === 'string' ? name : undefined;
}

function lower(value: unknown): string | undefined {
  return typeof value === 'string' ? value.toLowerCase() : undefined;
}

/** Fills in what follows from groups, systems and domains. */
export function deriveFacts(
  facts: EntityFacts,
  structure: Structure,
): EntityFacts {
  const ownDomains = facts.kind === 'domain' ? [facts.ref] : [];
  const systemDomains = facts.system ? structure.get(facts.system) ?? [] : [];
  return {
    ...facts,
    owners: facts.owner ? withAbove([facts.owner], structure) : [],
    domains: withAbove([...ownDomains, ...systemDomains], structure),
  };
}

/** These and all above them, nearest first. A cycle ends where it began. */
function withAbove(refs: string[], structure: Structure): string[] {
  const found = new Set(refs);
  for (const ref of found) {
    for (const above of structure.get(ref) ?? []) found.add(above);
  }
  return [...found];
}
