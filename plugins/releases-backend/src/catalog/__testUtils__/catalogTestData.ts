import { Entity } from '@backstage/catalog-model';

/** A relation as the catalog keeps it: at both ends. */
const INVERSE: Record<string, string> = {
  ownedBy: 'ownerOf',
  partOf: 'hasPart',
  dependsOn: 'dependencyOf',
  consumesApi: 'apiConsumedBy',
  providesApi: 'apiProvidedBy',
  childOf: 'parentOf',
};

/** An entity for tests, `relations` as `{ dependsOn: ['component:default/b'] }`. */
export function testEntity(
  ref: string,
  options: {
    title?: string;
    spec?: Record<string, string>;
    tags?: string[];
    annotations?: Record<string, string>;
    relations?: Record<string, string[]>;
  } = {},
): Entity {
  const [kind, rest] = ref.split(':');
  const [namespace, name] = rest.split('/');
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind: kind[0].toUpperCase() + kind.slice(1),
    metadata: {
      uid: ref,
      namespace,
      name,
      title: options.title,
      tags: options.tags,
      annotations: options.annotations,
    },
    spec: options.spec,
    relations: Object.entries(options.relations ?? {}).flatMap(
      ([type, targets]) => targets.map(targetRef => ({ type, targetRef })),
    ),
  };
}

/** Adds the other end of every relation, as the catalog's stitching does. */
export function stitch(entities: Entity[]): Entity[] {
  const byRef = new Map(
    entities.map(entity => [
      `${entity.kind}:${entity.metadata.namespace}/${entity.metadata.name}`.toLowerCase(),
      entity,
    ]),
  );
  for (const [ref, entity] of byRef) {
    for (const { type, targetRef } of [...(entity.relations ?? [])]) {
      const inverse = INVERSE[type];
      const target = byRef.get(targetRef);
      if (inverse && target)
        target.relations = [
          ...(target.relations ?? []),
          { type: inverse, targetRef: ref },
        ];
    }
  }
  return entities;
}
