import {
  Entity,
  parseEntityRef,
  stringifyEntityRef,
} from '@backstage/catalog-model';
import type { CatalogApi } from '@backstage/plugin-catalog-react';
import { shortName } from '../../shared/data';
import { tierOf } from '../tier';
import { GroupBy, LaneFacts } from './lanes';

const FIELDS = ['kind', 'metadata', 'spec'];
/** Refs that are asked for at once. */
const CHUNK = 200;

const FILTERS: Record<GroupBy, Record<string, string> | undefined> = {
  system: { kind: 'system' },
  environment: { kind: 'resource', 'spec.type': 'environment' },
  // Not every group owns something, so how many there are says nothing.
  owner: undefined,
};

type Catalog = Pick<CatalogApi, 'getEntitiesByRefs' | 'queryEntities'>;

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value !== '' ? value : undefined;
}

function titleOf(entity: Entity): string {
  const profile = entity.spec?.profile as { displayName?: unknown } | undefined;
  return (
    textOf(profile?.displayName) ??
    entity.metadata.title ??
    entity.metadata.name
  );
}

function refOf(value: unknown, kind: string, near: Entity): string | undefined {
  const text = textOf(value);
  if (!text) return undefined;
  try {
    return stringifyEntityRef(
      parseEntityRef(text, {
        defaultKind: kind,
        defaultNamespace: near.metadata.namespace,
      }),
    );
  } catch {
    return undefined;
  }
}

async function byRefs(
  catalog: Catalog,
  refs: string[],
): Promise<Map<string, Entity>> {
  const found = new Map<string, Entity>();
  for (let from = 0; from < refs.length; from += CHUNK) {
    const chunk = refs.slice(from, from + CHUNK);
    const { items } = await catalog.getEntitiesByRefs({
      entityRefs: chunk,
      fields: FIELDS,
    });
    items.forEach((entity, index) => {
      if (entity) found.set(chunk[index], entity);
    });
  }
  return found;
}

function capitalised(word: string): string {
  return word.charAt(0).toLocaleUpperCase('en') + word.slice(1);
}

/** What the catalog says of the lanes that are shown, and of what they stand in. */
export async function loadLaneFacts(
  catalog: Catalog,
  refs: string[],
  groupBy: GroupBy,
): Promise<{ facts: Map<string, LaneFacts>; total?: number }> {
  const filter = FILTERS[groupBy];
  const [entities, total] = await Promise.all([
    byRefs(catalog, refs),
    filter
      ? catalog
          .queryEntities({ filter, fields: ['kind'], limit: 1 })
          .then(({ totalItems }) => totalItems)
      : undefined,
  ]);
  const parents = new Map<string, string>();
  for (const [ref, entity] of entities) {
    let parent: string | undefined;
    if (groupBy === 'system')
      parent = refOf(entity.spec?.domain, 'domain', entity);
    if (groupBy === 'owner')
      parent = refOf(entity.spec?.parent, 'group', entity);
    if (parent) parents.set(ref, parent);
  }
  const above = await byRefs(catalog, [...new Set(parents.values())]);

  const facts = new Map<string, LaneFacts>();
  for (const [ref, entity] of entities) {
    const parent = parents.get(ref);
    const parentEntity = parent ? above.get(parent) : undefined;
    const tier = groupBy === 'environment' ? tierOf(entity) : undefined;
    const owner = refOf(entity.spec?.owner, 'group', entity);
    let group: LaneFacts['group'];
    if (tier) group = { key: tier, title: capitalised(tier) };
    // One that the viewer may not read is not named, and groups nothing.
    else if (parent && parentEntity)
      group = { key: parent, title: titleOf(parentEntity) };
    facts.set(ref, {
      title: titleOf(entity),
      subtitle:
        groupBy === 'owner'
          ? textOf(entity.spec?.type)
          : owner && shortName(owner),
      group,
      tier,
    });
  }
  return { facts, total };
}
